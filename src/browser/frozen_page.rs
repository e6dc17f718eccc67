//! A page that is frozen while a hook captures or prints it, and that is afterwards what it was
//! before.
//!
//! Chrome informs a page when it is printed (`beforeprint`, `matchMedia('print')`) and, for a
//! moment, gives it the size of one pixel when more than the screen is captured (`resize`,
//! observers). What its scripts do then would be in what the next hooks save. So they are switched
//! off meanwhile, and come back when the page has its own size and media again. The page can be
//! opened out, too, while it is frozen: what it scrolls inside itself grows to its whole length.
//!
//! Whatever becomes of the hook, nothing of this lasts: that scripts are off and the emulated media
//! end with the hook's session, and the style sheet that opens the page out takes effect only while
//! that session says [`WHILE_OPEN`]. What it costs: a timer that is due meanwhile is lost to the
//! page, and so is the next frame of an animation that it draws by itself.

use std::time::{Duration, Instant};

use chromiumoxide::cdp::browser_protocol::emulation::{
    MediaFeature, SetEmulatedMediaParams, SetScriptExecutionDisabledParams,
};
use chromiumoxide::types::Command;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::judged::is_of_another_document;
use super::long_text::READERS;
use super::page::Page;
use crate::cdp::{CdpError, lone_surrogates};

const SCRIPT: &str = include_str!("frozen_page/frozen_page.js");

/// The media feature that stands for "the page is opened out". Hardly a page asks for it, and none
/// sees it, as scripts are off.
const WHILE_OPEN: (&str, &str) = ("prefers-reduced-transparency", "reduce");

/// How long Chrome leaves text undrawn while its font is awaited (three seconds), and a moment to
/// draw it with another.
pub const FONT_BLOCK: Duration = Duration::from_millis(3500);

pub const BETWEEN_LOOKS: Duration = Duration::from_millis(200);

/// How long a page may take to draw itself as it was; one that is not drawn at all, in a window
/// that is hidden, is not waited for longer.
const DRAWN: Duration = Duration::from_secs(2);

/// A world of the hook's own in the page (see [`Page::long_text`]), in which the page is
/// inspected.
pub struct Inspection<'a> {
    page: &'a Page,
    world: Value,
    limit: Duration,
    pub layout: PageLayout,
}

/// What is known of a page before it is captured or printed.
#[derive(Debug, Clone, Deserialize)]
pub struct PageLayout {
    /// An element of it scrolls most of the screen.
    pub has_scroller: bool,
    /// The addresses of frames that take most of the screen, and are of other sites: what they
    /// scroll is not known.
    pub unseen: Vec<String>,
    /// The screen, in CSS pixels.
    pub width: f64,
    pub height: f64,
    /// Fonts are on their way: text in them may not be drawn yet.
    pub waits_for_fonts: bool,
    /// Why the page could not be searched for what scrolls.
    pub problem: Option<String>,
}

/// What was opened out.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct Opened {
    /// The elements, as a style sheet would call them.
    pub opened: Vec<String>,
    /// Elements that could not be opened out.
    pub cut: Vec<String>,
    /// Those that show nothing over a long stretch, with its pixels: they make their rows only as
    /// they are scrolled.
    pub blanks: Vec<(String, f64)>,
    /// Why nothing could be opened out.
    pub problem: Option<String>,
}

impl Opened {
    /// What a reader should know of the picture or print: `, with all that scrolls in main`.
    /// `unseen` are frames whose inside could not be opened out.
    pub fn describe(&self, unseen: &[String]) -> String {
        let mut words = String::new();
        if !self.opened.is_empty() {
            words += &format!(", with all that scrolls in {}", self.opened.join(", "));
        }
        for (element, height) in &self.blanks {
            words +=
                &format!("; {height} pixels of {element} are blank, as it makes its rows only while it is scrolled");
        }
        let frames = unseen.iter().map(|address| format!("the frame {address}"));
        for element in self.cut.iter().cloned().chain(frames) {
            words += &format!("; of what {element} scrolls only what fits into it is there");
        }
        if let Some(problem) = &self.problem {
            words += &format!("; what it scrolls could not be opened out ({problem})");
        }
        words
    }
}

/// In which directions a scroller is opened out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grow {
    Down,
    DownAndAcross,
}

/// A page whose scripts are off. [`FrozenPage::end`] gives it back as it was.
pub struct FrozenPage<'a> {
    inspection: &'a Inspection<'a>,
    is_open: bool,
    media: &'static str,
}

impl Page {
    /// Inspects the page for its main scroller. Each answer is waited for at most `limit`.
    pub async fn inspect(&self, limit: Duration) -> Result<Inspection<'_>, CdpError> {
        let body = format!("{{ {READERS} {SCRIPT} }} return JSON.stringify(frozenPage.look());");
        // The judged document has a world already. Another one would cost a context of V8's.
        if let Some(judged) = &self.judged {
            let world = json!(judged.context);
            match evaluate(self, &world, &judged.only_here(&body), limit).await {
                Ok(layout) => return Ok(Inspection { page: self, world, limit, layout }),
                Err(error) if is_of_another_document(&error) => {}
                Err(error) => return Err(error),
            }
        }
        let world = self.world(&self.target_id, limit).await?;
        let layout = evaluate(self, &world, &format!("(() => {{ {body} }})()"), limit).await?;
        Ok(Inspection { page: self, world, limit, layout })
    }
}

impl Inspection<'_> {
    /// Waits until the page's fonts are there, or Chrome shows others in their place, as it does
    /// when they take too long.
    pub async fn wait_for_fonts(&mut self) -> Result<(), CdpError> {
        let begun = Instant::now();
        while self.layout.waits_for_fonts && begun.elapsed() < FONT_BLOCK {
            tokio::time::sleep(BETWEEN_LOOKS).await;
            self.layout.waits_for_fonts = self.ask("frozenPage.waitsForFonts()").await?;
        }
        Ok(())
    }

    /// The first words of the page's text, as far as it can be seen; remembers all of it for
    /// [`FrozenPage::kept`].
    pub async fn text(&self) -> Result<String, CdpError> {
        self.ask("frozenPage.remember()").await
    }

    /// The same, of a page whose style sheets make a difference between screen and print. Without
    /// one nothing is remembered, as print shows the same text: laying the page out for print once
    /// more only to see that takes as long as printing it.
    pub async fn text_at_risk_in_print(&self) -> Result<String, CdpError> {
        self.ask("frozenPage.rememberForPrint()").await
    }

    /// Switches the page's scripts off.
    pub async fn freeze(&self) -> Result<FrozenPage<'_>, CdpError> {
        self.run(SetScriptExecutionDisabledParams::new(true)).await?;
        Ok(FrozenPage { inspection: self, is_open: false, media: "" })
    }

    async fn ask<T: DeserializeOwned>(&self, expression: &str) -> Result<T, CdpError> {
        evaluate(self.page, &self.world, &format!("JSON.stringify({expression})"), self.limit).await
    }

    async fn run(&self, command: impl Command) -> Result<Value, CdpError> {
        self.page.session.run_within(command, self.limit).await
    }
}

impl FrozenPage<'_> {
    /// Opens out the page's main scroller, those in it, and what is around it.
    pub async fn open(&mut self, grow: Grow) -> Result<Opened, CdpError> {
        self.is_open = true;
        self.apply_media().await?;
        self.inspection.ask(&format!("frozenPage.open({})", grow == Grow::DownAndAcross)).await
    }

    /// Shows the page as a medium has it: `print` or `screen`.
    pub async fn as_on(&mut self, medium: &'static str) -> Result<(), CdpError> {
        self.media = medium;
        self.apply_media().await
    }

    /// How much of the text that [`Inspection::text`] saw can be seen now, of all of it and of the
    /// page's main part, from 0 to 1.
    pub async fn kept(&self) -> Result<(f64, f64), CdpError> {
        self.inspection.ask("frozenPage.kept()").await
    }

    /// Gives the page back as it was, and lets its scripts run again.
    pub async fn end(mut self) -> Result<(), CdpError> {
        if self.is_open {
            self.inspection.ask::<()>("(frozenPage.close(), null)").await?;
        }
        if self.is_open || !self.media.is_empty() {
            (self.is_open, self.media) = (false, "");
            self.apply_media().await?;
        }
        let PageLayout { width, height, .. } = self.inspection.layout;
        let expression = format!("frozenPage.drawn({width}, {height}).then(() => 'null')");
        match evaluate::<()>(
            self.inspection.page,
            &self.inspection.world,
            &expression,
            DRAWN.min(self.inspection.limit),
        )
        .await
        {
            Ok(()) | Err(CdpError::Timeout { .. }) => {}
            Err(error) => return Err(error),
        }
        self.inspection.run(SetScriptExecutionDisabledParams::new(false)).await?;
        Ok(())
    }

    async fn apply_media(&self) -> Result<(), CdpError> {
        let (name, value) = WHILE_OPEN;
        let features = self.is_open.then(|| MediaFeature::new(name, value)).into_iter().collect();
        let media = SetEmulatedMediaParams { media: Some(self.media.to_owned()), features: Some(features) };
        self.inspection.run(media).await?;
        Ok(())
    }
}

/// The value of an expression that gives JSON as a text, or a promise of it.
async fn evaluate<T: DeserializeOwned>(
    page: &Page,
    world: &Value,
    expression: &str,
    limit: Duration,
) -> Result<T, CdpError> {
    let params = json!({ "expression": expression, "contextId": world, "returnByValue": true, "awaitPromise": true });
    let answer = page.session.call_within("Runtime.evaluate", params, limit).await?;
    let unexpected = |reason: String| CdpError::Unexpected { method: "Runtime.evaluate".into(), reason };
    if let Some(details) = answer.get("exceptionDetails") {
        let words = details
            .pointer("/exception/description")
            .or(details.get("text"))
            .and_then(Value::as_str)
            .unwrap_or("an exception");
        return Err(CdpError::Thrown(words.to_owned()));
    }
    let text = answer.pointer("/result/value").and_then(Value::as_str).ok_or_else(|| unexpected("no text".into()))?;
    lone_surrogates::read(text.as_bytes()).map_err(|error| unexpected(error.to_string()))
}
