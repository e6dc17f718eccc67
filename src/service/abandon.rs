//! Crawls that were interrupted are given up.

use std::path::Path;

use super::collection::Collection;
use super::crawl::end_strays;
use super::error::Error;
use super::listener::Listener;
use super::notice::Notice;
use super::resume::Interrupted;
use crate::doctor;
use crate::files::{crawl_file, remove_dir};
use crate::hook::pidfile;
use crate::model::timestamp::Timestamp;
use crate::secrets::vault;
use crate::store;
use crate::store::interrupted;

/// Gives up what crawls have left: pages that were not begun leave the queue, others stay as they
/// are.
pub fn abandon(collection: &Collection, crawls: &[Interrupted], listener: &dyn Listener) -> Result<(), Error> {
    let layout = &collection.layout;
    collection.keep_private();
    // What still writes into the directories would go on with it.
    end_strays(layout, listener);
    let plugins = collection.plugins()?.plugins.into_values();
    let infrastructure: Vec<String> =
        plugins.filter(|plugin| plugin.is_infrastructure()).map(|plugin| plugin.name).collect();
    let tidy = |dir: &Path| {
        pidfile::clear_all(dir);
        infrastructure.iter().for_each(|plugin| remove_dir(&dir.join(plugin)));
    };
    let mut connection = store::open(&layout.database())?;
    for Interrupted(resumable) in crawls {
        let (id, created_at, crawl_dir) = (resumable.crawl.id, resumable.crawl.created_at, &resumable.crawl.dir);
        let Some(abandoned) = interrupted::abandon(&mut connection, id, layout)? else {
            listener.on_notice(Notice::AtWorkElsewhere { created_at });
            continue;
        };
        tidy(crawl_dir);
        vault::remove(layout, id).map_err(Error::failed)?;
        crawl_file::give_up(crawl_dir, Timestamp::now())
            .map_err(|error| Error::failed(format!("{}: {error}", crawl_dir.join(crawl_file::FILE_NAME).display())))?;
        for snapshot in &abandoned.begun {
            tidy(&snapshot.dir);
            // Half of what they were to be is of no use.
            snapshot.plugins.iter().for_each(|plugin| remove_dir(&snapshot.dir.join(plugin)));
            doctor::complete_sealed(&mut connection, layout, snapshot).map_err(Error::failed)?;
        }
        listener.on_notice(Notice::Abandoned { created_at, removed: abandoned.removed });
    }
    Ok(())
}
