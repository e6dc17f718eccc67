//! The page's icon: the best of those that the page names, else `/favicon.ico` of its site, under
//! the name of what it is by its own bytes.

mod choice;
mod data_url;
mod kind;

use std::time::Duration;

use serde::Deserialize;

use crate::browser::page::Page;
use crate::browser::resource::ResourceError;
use crate::cdp::CdpError;
use crate::native::{Context, HookError, HookResult, Report, Saves, on_page, write_atomically};
use crate::stderr::stderr_line;
use choice::{Icon, Link};

/// How long one icon may take before the next is tried: a server that never answers must not use up
/// all the time.
const ICON_LIMIT: Duration = Duration::from_secs(10);

/// Gives the links of the first 32 icons, and where `/favicon.ico` would be. An address that is
/// longer than any icon that is wanted is left out.
const ICONS: &str = "(() => {
  const links = elements('link[rel][href]').filter((link) => link instanceof HTMLLinkElement);
  const kinds = ['icon', 'apple-touch-icon', 'apple-touch-icon-precomposed', 'mask-icon'];
  const icons = links.filter((link) => kinds.some((kind) => link.rel.toLowerCase().split(/\\s+/).includes(kind)) && link.href.length < 3 << 20);
  return JSON.stringify({
    origin: location.origin,
    links: icons.slice(0, 32).map((link) => ({
      rel: link.rel, href: link.href, sizes: link.getAttribute('sizes') ?? '', type: link.type, applies: !link.media || matchMedia(link.media).matches,
    })),
  });
})()";

#[derive(Deserialize)]
struct IconLinks {
    origin: String,
    links: Vec<Link>,
}

/// An icon that was fetched: its bytes, and the ending of their kind.
type IconFile = (Vec<u8>, &'static str);

pub async fn run(context: Context) -> HookResult {
    let max_bytes = context.number("FAVICON_MAX_BYTES", 2_097_152.0)? as usize;
    on_page(&context, "FAVICON_TIMEOUT", Saves::Words, async |page, limit| {
        let icons: IconLinks = page.long_json(ICONS, limit).await?;
        match first_good(page, choice::in_order(icons.links, &icons.origin), max_bytes).await? {
            Ok((bytes, ending)) => {
                let name = format!("favicon.{ending}");
                write_atomically(&name, &bytes)?;
                Ok(Report::Succeeded(format!("{name} ({} bytes)", bytes.len())))
            }
            Err(why) => Ok(Report::NoResults(why)),
        }
    })
    .await
}

/// The first of `icons` that is one, or why the best of them is none.
async fn first_good(page: &Page, icons: Vec<Icon>, max_bytes: usize) -> Result<Result<IconFile, String>, HookError> {
    let mut reason = None;
    for icon in icons {
        let (name, had) = match icon {
            Icon::Inline(bytes) if bytes.len() > max_bytes => {
                ("data:".to_owned(), Err(ResourceError::TooLarge(max_bytes)))
            }
            Icon::Inline(bytes) => ("data:".to_owned(), Ok(bytes)),
            Icon::Web(url) => {
                let had = page.load_resource(&url, max_bytes, ICON_LIMIT).await;
                (url, had)
            }
        };
        let why = match had {
            Ok(bytes) => match kind::ending(&bytes) {
                Some(ending) => return Ok(Ok((bytes, ending))),
                None => "it is not an image".to_owned(),
            },
            // There is no page any more that could fetch another.
            Err(ResourceError::Cdp(error @ (CdpError::Crashed | CdpError::Detached | CdpError::Closed(_)))) => {
                return Err(error.into());
            }
            Err(ResourceError::TooLarge(_)) => {
                format!("it has more than {max_bytes} bytes; FAVICON_MAX_BYTES sets this limit")
            }
            Err(error) => error.to_string(),
        };
        stderr_line!("{name}: {why}");
        reason.get_or_insert(format!("no icon: {name}: {why}"));
    }
    Ok(Err(reason.unwrap_or_else(|| "the page has no icon".into())))
}
