//! Gets the tools that plugins need, each into a directory of its own in `LIB_DIR`, and writes down
//! what there is.

mod command;
mod provider;

use std::ffi::OsString;
use std::fs::{self, File};
use std::io;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use serde::Serialize;

pub use command::as_root;
use command::{CommandError, Commands};

use crate::model::timestamp::Timestamp;
use crate::plugin::requirement::Provider;
use crate::process::stop::Stop;
use crate::tools::record::{Installed, Records, mark};
use crate::tools::source::Source;
use crate::tools::version::{Version, is_older};
use crate::tools::{Demand, Place};

/// What became of one requirement.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Outcome {
    pub plugin: String,
    pub name: String,
    #[serde(flatten)]
    pub state: State,
}

/// Whether it is there.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum State {
    There {
        provider: Option<String>,
        version: Option<String>,
        path: PathBuf,
    },
    /// It is there, and older than the plugin wants it.
    TooOld {
        provider: Option<String>,
        version: Option<String>,
        path: PathBuf,
        wanted: String,
        reasons: Vec<String>,
    },
    Missing {
        optional: bool,
        reasons: Vec<String>,
    },
}

/// What an installer is about to do, reported first, as it may take minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// Another process is installing into this `LIB_DIR`, and is waited for.
    Waiting { lib_dir: PathBuf },
    /// What a plugin needs is being installed.
    Installing { name: String, packages: Vec<String>, provider: Provider },
}

/// Why nothing at all could be done.
#[derive(Debug, thiserror::Error)]
pub enum InstallError {
    #[error("interrupted; the unfinished installation was removed, and what was installed before is unchanged")]
    Interrupted,
    #[error("{}: {error}", path.display())]
    File { path: PathBuf, error: io::Error },
    #[error("{0}")]
    Records(String),
}

/// Installs into one `LIB_DIR`, with a lock against others.
pub struct Installer<'a> {
    lib_dir: PathBuf,
    search_path: OsString,
    records: Records,
    commands: Commands,
    on_progress: &'a dyn Fn(Progress),
    _lock: File,
}

impl<'a> Installer<'a> {
    /// Waits for its turn, and reads what is known.
    pub fn open(
        lib_dir: &Path,
        search_path: OsString,
        stop: Stop,
        on_progress: &'a dyn Fn(Progress),
    ) -> Result<Self, InstallError> {
        let at = |path: &Path| {
            let path = path.to_owned();
            move |error| InstallError::File { path, error }
        };
        fs::create_dir_all(lib_dir).map_err(at(lib_dir))?;
        let path = lib_dir.join(".install.lock");
        let lock = File::create(&path).map_err(at(&path))?;
        if lock.try_lock().is_err() {
            on_progress(Progress::Waiting { lib_dir: lib_dir.to_owned() });
            lock.lock().map_err(at(&path))?;
        }
        let records = Records::read(lib_dir).map_err(InstallError::Records)?;
        let commands = Commands::new(lib_dir, &search_path, stop);
        Ok(Installer { lib_dir: lib_dir.to_owned(), search_path, records, commands, on_progress, _lock: lock })
    }

    /// Sees to it that one requirement is met: by what is there, else by the first of its providers
    /// that can.
    pub async fn satisfy(&mut self, demand: &Demand) -> Result<State, InstallError> {
        if self.commands.is_asked_to_stop() {
            return Err(InstallError::Interrupted);
        }
        let (mut too_old, mut spare) = (None, None);
        match self.look(demand).await? {
            Some(place) if demand.complaint(&place).is_some() => too_old = Some(place),
            Some(place) if self.is_preferred(demand, &place) => return Ok(there(place)),
            place => spare = place,
        }
        let mut reasons: Vec<String> = Vec::new();
        // A person who has named a file wants that one.
        let sources: &[Provider] =
            if demand.requirement.name.contains('/') { &[] } else { &demand.requirement.providers };
        for provider in sources.iter().filter(|provider| **provider != Provider::Env) {
            let result = match Source::of(&demand.requirement, provider, &self.lib_dir) {
                Ok(source) => self.install(demand, &source).await,
                Err(reason) => Err(CommandError::Failed(reason)),
            };
            match result {
                Ok(place) if demand.complaint(&place).is_none() => return Ok(there(place)),
                Ok(place) => {
                    reasons.push(format!("{provider}: it has {}", place.version.as_deref().unwrap_or_default()));
                    too_old = Some(place);
                }
                Err(CommandError::Interrupted) => return Err(InstallError::Interrupted),
                Err(CommandError::Failed(reason)) => reasons.push(format!("{provider}: {reason}")),
            }
        }
        if let Some(place) = spare {
            return Ok(there(place));
        }
        if let Some(Place { path, version, provider, .. }) = too_old {
            let wanted = demand.requirement.min_version.clone().unwrap_or_default();
            return Ok(State::TooOld { provider, version, path, wanted, reasons });
        }
        reasons.extend(demand.unobtainable().filter(|_| reasons.is_empty()));
        Ok(State::Missing { optional: demand.requirement.optional, reasons })
    }

    /// What is there already, with its version.
    async fn look(&mut self, demand: &Demand) -> Result<Option<Place>, InstallError> {
        let Some(mut place) = demand.look(&self.records, &self.lib_dir, &self.search_path) else { return Ok(None) };
        if place.provider.as_deref() == Some(Provider::Env.as_str()) {
            let known = self.records.at(&demand.requirement.name, &place.path);
            if known.is_none_or(|tool| tool.version.is_none()) {
                place.version = self.version(demand, &Provider::Env, &place.path).await;
                if self.commands.is_asked_to_stop() {
                    return Err(InstallError::Interrupted);
                }
                self.keep(demand, &place, None, Vec::new())?;
            }
        }
        Ok(Some(place))
    }

    /// "uv,env" means: the one of uv, although there is another.
    fn is_preferred(&self, demand: &Demand, place: &Place) -> bool {
        let is_systems = place.provider.as_deref() == Some(Provider::Env.as_str());
        let systems_first = demand.requirement.providers.first().is_none_or(Provider::is_of_the_system);
        !is_systems || systems_first || demand.is_explicit() || demand.sources(&self.lib_dir).next().is_none()
    }

    async fn install(&mut self, demand: &Demand, source: &Source) -> Result<Place, CommandError> {
        (self.on_progress)(Progress::Installing {
            name: demand.requirement.name.clone(),
            packages: source.packages.clone(),
            provider: source.provider.clone(),
        });
        let system = source.provider.is_of_the_system();
        let shared = self.records.shares_root(&source.root, &demand.requirement.name);
        if !system {
            // What has no record is an unfinished installation.
            self.records
                .forget(&demand.requirement.name, &source.root)
                .map_err(|error| CommandError::Failed(error.to_string()))?;
            if !shared {
                remove(&source.root)?;
            }
            fs::create_dir_all(&source.root)
                .map_err(|error| CommandError::Failed(format!("{}: {error}", source.root.display())))?;
        }
        let done = self.finish(demand, source).await;
        if done.is_err() && !system && !shared {
            remove(&source.root)?;
        }
        done
    }

    async fn finish(&mut self, demand: &Demand, source: &Source) -> Result<Place, CommandError> {
        let produced = provider::install(source, &mut self.commands).await?;
        let path = match produced.path {
            Some(path) => path,
            None => demand
                .on_path(&self.lib_dir, &self.search_path)
                .ok_or_else(|| CommandError::Failed(format!("it is installed, and there is no {}", source.program)))?,
        };
        if !path.exists() {
            return Err(CommandError::Failed(format!("it is installed, and there is no {}", path.display())));
        }
        if demand.setting.is_some() && !produced.is_program && path.is_dir() {
            return Err(CommandError::Failed(format!(
                "{} has no program {}",
                source.packages.join(" "),
                source.program
            )));
        }
        let version = match produced.version.or_else(|| source.version.clone()) {
            None if !path.is_dir() => self.version(demand, &source.provider, &path).await,
            version => version,
        };
        let mut place = Place { path, version, provider: Some(source.provider.to_string()), modules: produced.modules };
        let failed = |error: InstallError| CommandError::Failed(error.to_string());
        if self.commands.is_asked_to_stop() {
            return Err(CommandError::Interrupted);
        }
        let root = (!source.provider.is_of_the_system()).then(|| source.root.clone());
        self.keep(demand, &place, root, source.packages.clone()).map_err(failed)?;
        if produced.is_program {
            place.path = self.link(&source.program, &place.path).map_err(failed)?;
        }
        Ok(place)
    }

    /// As the plugin says, else as the program does.
    async fn version(&mut self, demand: &Demand, provider: &Provider, path: &Path) -> Option<String> {
        match demand.requirement.override_for(provider).version {
            Some(version) => Some(version),
            None => self.commands.version(path).await,
        }
    }

    fn keep(
        &mut self,
        demand: &Demand,
        place: &Place,
        root: Option<PathBuf>,
        packages: Vec<String>,
    ) -> Result<(), InstallError> {
        let Some((size, modified)) = mark(&place.path) else { return Ok(()) };
        let tool = Installed {
            name: demand.requirement.name.clone(),
            provider: place.provider.clone().unwrap_or_default(),
            packages,
            version: place.version.clone(),
            path: place.path.clone(),
            size,
            modified,
            root,
            modules: place.modules.clone(),
            at: Timestamp::now(),
        };
        self.records.keep(tool).map_err(|error| InstallError::File { path: self.lib_dir.join("installed.json"), error })
    }

    /// Puts a link to `program` into `LIB_DIR/bin`, which is on every hook's PATH.
    fn link(&self, name: &str, program: &Path) -> Result<PathBuf, InstallError> {
        let bin = self.lib_dir.join("bin");
        let place = bin.join(name);
        // Relative, so that a collection can be moved.
        let target = program
            .strip_prefix(&self.lib_dir)
            .map_or_else(|_| program.to_owned(), |inside| Path::new("..").join(inside));
        // A link has no contents to be written, so `files::atomic` has nothing to do here.
        let beside = bin.join(format!(".{name}-{}", uuid::Uuid::now_v7()));
        let linked =
            fs::create_dir_all(&bin).and_then(|()| symlink(target, &beside)).and_then(|()| fs::rename(&beside, &place));
        linked.map_err(|error| InstallError::File { path: place.clone(), error })?;
        Ok(place)
    }
}

/// What is there, as far as it is known without starting anything.
pub fn state(demand: &Demand, records: &Records, lib_dir: &Path, search_path: &OsString) -> State {
    match demand.look(records, lib_dir, search_path) {
        Some(place) if is_older(place.version.as_deref(), demand.requirement.min_version.as_deref()) => {
            let wanted = demand.requirement.min_version.clone().unwrap_or_default();
            State::TooOld {
                provider: place.provider,
                version: place.version,
                path: place.path,
                wanted,
                reasons: Vec::new(),
            }
        }
        Some(place) => there(place),
        None => State::Missing {
            optional: demand.requirement.optional,
            reasons: demand.unobtainable().into_iter().collect(),
        },
    }
}

fn there(Place { path, version, provider, .. }: Place) -> State {
    State::There { provider, version, path }
}

fn remove(root: &Path) -> Result<(), CommandError> {
    match fs::remove_dir_all(root) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(CommandError::Failed(format!("{}: {error}", root.display())))
        }
        _ => Ok(()),
    }
}
