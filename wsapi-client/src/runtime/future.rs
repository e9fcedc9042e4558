//! A boxed future.

use std::pin::Pin;

/// A boxed future that can move to another thread, as [`Transport`](crate::Transport) and [`Clock`](crate::Clock)
/// return it.
///
/// ```
/// let ready: wsapi_client::BoxFuture<'static, u8> = Box::pin(async { 7 });
/// ```
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;
