//! Tests of `release` in temporary copies of the repository.

mod cargo;
mod dry_run;
mod execute;
mod new_documents;
mod rejections;
mod repository;
#[path = "../fetch/server.rs"]
#[allow(dead_code, reason = "it serves other tests too")]
mod server;
mod tarball;
mod unreadable;

use repository::Repository;

/// The changelog of a project that has released 0.1.0 and fixed something since.
const CHANGELOG: &str = "\
# Changelog

## [Unreleased]

### Fixed

- A fix.

## [0.1.0] - 2026-01-01

- The first release.
";
