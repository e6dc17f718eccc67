//! Interstitial pages: "checking your browser", "you are being redirected". Chrome does not report
//! timers that will navigate, so the page's content is examined, and a page that looks like an
//! interstitial gets some time to navigate. Pure.
//!
//! A waiting page says little, shows little, and has a script that could send it on. Where it says
//! in words that it is one, it has more time.

use std::time::Duration;

use serde::Deserialize;

/// How often a page is looked at again while it is waited for: one that gets a content meanwhile is
/// none of these.
pub const BETWEEN_LOOKS: Duration = Duration::from_millis(500);

/// How many interstitials are waited for, one after the other. Some reload themselves for ever.
pub const MANY_WAITS: usize = 3;

/// A page that announces its navigation mostly navigates within five seconds.
const ANNOUNCED_WAIT: Duration = Duration::from_secs(5);

/// How long a page may take that only might navigate.
const POSSIBLE_WAIT: Duration = Duration::from_secs(3);

/// Letters of a page that announces its navigation; one with more has a text of its own.
const MOST_LETTERS: usize = 600;

/// Letters of a page that announces nothing.
const FEW_LETTERS: usize = 400;

/// The same where only an external script, whose content is unknown, could navigate.
const HARDLY_A_LETTER: usize = 200;

const MOST_ELEMENTS: usize = 300;
const FEW_ELEMENTS: usize = 80;
const FEW_LINKS: usize = 3;

/// Square pixels of pictures, films and frames: a logo and a wheel that turns have less.
const SMALL_PICTURES: f64 = 100_000.0;

/// Screens that a page is high.
const ONE_SCREEN: f64 = 1.5;

/// What such pages say, in small letters.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    // English
    "checking your browser", "checking if the site connection", "verifying you are", "verify you are human", "verifying your browser", "just a moment", "one moment",
    "a moment please", "please wait", "please stand by", "please hold", "redirecting", "being redirected", "be redirected", "will be sent on", "will be forwarded",
    "being forwarded", "taking you to", "transferring you", "ddos protection by", "security check", "enable javascript and cookies to continue",
    // German, Dutch
    "bitte warten", "einen moment", "einen augenblick", "weitergeleitet", "weiterleitung", "browser wird überprüft", "even geduld", "een moment", "ogenblik", "doorgestuurd", "doorverwezen",
    // French, Italian
    "veuillez patienter", "merci de patienter", "un instant", "redirection en cours", "êtes redirigé", "être redirigé", "vérification de votre navigateur", "attendere",
    "un attimo", "reindirizz", "verifica del browser",
    // Spanish, Portuguese
    "por favor, espere", "por favor espere", "espere por favor", "espere un momento", "un momento", "redirigiendo", "redireccionando", "será redirigido", "comprobando su navegador",
    "comprobando tu navegador", "aguarde", "um momento", "redirecionando", "será redirecionado", "verificando",
    // Swedish, Danish, Norwegian, Finnish
    "vänligen vänta", "var god vänta", "omdirigera", "vent venligst", "omdirigerer", "vennligst vent", "viderekoblet", "odota hetki", "uudelleenohja",
    // Polish, Czech, Hungarian, Romanian
    "proszę czekać", "chwileczkę", "przekierow", "prosím čekejte", "okamžik", "přesměrov", "kérjük, várjon", "átirányít", "vă rugăm așteptați", "redirecționa",
    // Russian, Ukrainian
    "подождите", "перенаправл", "переадрес", "проверка браузера", "проверяем ваш браузер", "зачекайте", "перенаправ", "перевірка браузера",
    // Turkish, Greek, Arabic, Hebrew, Hindi
    "lütfen bekleyin", "bir dakika", "yönlendiril", "παρακαλώ περιμένετε", "ανακατεύθυνση", "يرجى الانتظار", "إعادة توجيه", "لحظة", "אנא המתן", "מפנה אותך", "कृपया प्रतीक्षा",
    // Indonesian, Vietnamese, Thai
    "mohon tunggu", "harap tunggu", "mengalihkan", "vui lòng đợi", "vui lòng chờ", "chuyển hướng", "กรุณารอสักครู่", "โปรดรอสักครู่", "กำลังเปลี่ยนเส้นทาง",
    // Japanese, Chinese, Korean
    "お待ちください", "リダイレクト", "ブラウザを確認", "转到", "请稍候", "请稍等", "正在跳转", "正在检查", "正在验证", "重定向", "請稍候", "請稍等", "跳轉", "重新導向",
    "잠시만", "기다려 주", "리디렉션", "이동 중입니다",
];

/// Examines the page. `navigates`: a script in the page mentions what navigates, or is obfuscated.
pub const LOOK: &str = r#"(() => {
  const body = field(Document, 'body')(), root = field(Document, 'documentElement')();
  const all = Document.prototype.getElementsByTagName.call(document, '*').length;
  if (!body || !root || all > 300) return JSON.stringify({ elements: Math.max(all, 1e6) });
  const text = field(HTMLElement, 'innerText')(body).trim();
  const textOf = field(Node, 'textContent'), isApp = (element) => element.localName.includes('-') || field(Element, 'shadowRoot')(element);
  const area = (element) => { const { width, height } = Element.prototype.getBoundingClientRect.call(element); return width * height; };
  const isScript = (script) => /^(|module|.*(java|ecma)script.*)$/i.test((Element.prototype.getAttribute.call(script, 'type') || '').trim());
  const scripts = elements('script').filter(isScript), inline = scripts.filter((script) => !script.hasAttribute('src'));
  const sources = inline.map(textOf).concat(elements('[onload]').map((element) => element.getAttribute('onload')));
  return JSON.stringify({
    title: elements('title').map(textOf).join(' ').slice(0, 200),
    text: text.slice(0, 1000),
    letters: text.length,
    elements: all,
    links: elements('a[href], area[href]').length,
    pictures: elements('img, svg, canvas, video, object, embed, iframe, frame').reduce((sum, element) => sum + area(element), 0),
    screens: field(Element, 'scrollHeight')(root) / innerHeight,
    is_app: elements('*', document).some(isApp),
    navigates: sources.some((source) => /\blocation\b|submit|reload|navigat|http-equiv|refresh|\beval\s*\(|\batob\s*\(|fromCharCode/i.test(source.slice(0, 100000))),
    has_script: sources.length > 0,
    has_script_from_elsewhere: scripts.length > inline.length,
  });
})()"#;

/// What [`LOOK`] sees.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PageFacts {
    title: String,
    text: String,
    letters: usize,
    elements: usize,
    links: usize,
    pictures: f64,
    screens: f64,
    is_app: bool,
    navigates: bool,
    has_script: bool,
    has_script_from_elsewhere: bool,
}

impl PageFacts {
    /// How long a page that looks like this is given to navigate; nothing when it does not look as
    /// if it would.
    pub fn patience(&self) -> Option<Duration> {
        let has_scripts = self.has_script || self.has_script_from_elsewhere;
        if !has_scripts || self.elements > MOST_ELEMENTS || self.letters > MOST_LETTERS || self.screens > ONE_SCREEN {
            return None;
        }
        if announces_navigation(&self.title) || announces_navigation(&self.text) {
            return Some(ANNOUNCED_WAIT);
        }
        let is_bare = self.letters <= FEW_LETTERS
            && self.elements <= FEW_ELEMENTS
            && self.links <= FEW_LINKS
            && self.pictures <= SMALL_PICTURES
            && !self.is_app;
        let could =
            self.navigates || (self.has_script_from_elsewhere && self.letters <= HARDLY_A_LETTER && self.links == 0);
        (is_bare && could).then_some(POSSIBLE_WAIT)
    }
}

fn announces_navigation(text: &str) -> bool {
    let text = text.to_lowercase();
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    WORDS.iter().any(|words| text.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bare(text: &str) -> PageFacts {
        PageFacts {
            text: text.into(),
            letters: text.chars().count(),
            elements: 12,
            screens: 1.0,
            ..PageFacts::default()
        }
    }

    #[test]
    fn what_says_that_it_leads_on_has_more_time() {
        for words in [
            "Checking your  browser before\naccessing",
            "Sie werden weitergeleitet ...",
            "REDIRIGIENDO",
            "Подождите, пожалуйста",
            "正在跳转",
        ] {
            assert_eq!(PageFacts { has_script: true, ..bare(words) }.patience(), Some(ANNOUNCED_WAIT), "{words}");
            assert_eq!(bare(words).patience(), None, "{words}: nothing could send it on");
        }
        let titled =
            PageFacts { title: "Just a moment...".into(), has_script_from_elsewhere: true, links: 8, ..bare("") };
        assert_eq!(titled.patience(), Some(ANNOUNCED_WAIT));
    }

    #[test]
    fn what_could_lead_on_has_some() {
        let could = PageFacts { navigates: true, has_script: true, ..bare("Here soon") };
        assert_eq!(could.patience(), Some(POSSIBLE_WAIT));
        assert_eq!(PageFacts { has_script_from_elsewhere: true, ..bare("Loading") }.patience(), Some(POSSIBLE_WAIT));
        assert_eq!(PageFacts { has_script: true, ..bare("Hello") }.patience(), None);
    }

    #[test]
    fn a_page_with_a_content_has_none() {
        let could =
            PageFacts { navigates: true, has_script: true, has_script_from_elsewhere: true, ..bare("Please wait") };
        assert_eq!(PageFacts { letters: 601, ..could.clone() }.patience(), None);
        assert_eq!(PageFacts { elements: 301, ..could.clone() }.patience(), None);
        assert_eq!(PageFacts { screens: 3.0, ..could.clone() }.patience(), None);
        let silent = PageFacts { text: "A picture".into(), ..could };
        assert_eq!(PageFacts { pictures: 120_000.0, ..silent.clone() }.patience(), None);
        assert_eq!(PageFacts { links: 4, ..silent.clone() }.patience(), None);
        assert_eq!(PageFacts { is_app: true, ..silent.clone() }.patience(), None);
        assert_eq!(PageFacts { elements: 81, ..silent }.patience(), None);
    }

    #[test]
    fn the_words_are_in_small_letters() {
        assert!(WORDS.iter().all(|words| *words == words.to_lowercase()));
    }
}
