//! A boxed future.

use std::pin::Pin;

/// A boxed future that can be sent to another thread. [`Transport`](crate::Transport) and [`Clock`](crate::Clock)
/// return it.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
