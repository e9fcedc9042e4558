//! The items of a list that the service returns page by page.

use std::{
    collections::VecDeque,
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::Stream;

use super::{Call, CallFuture, Operation};
use crate::runtime::error::Error;

/// An operation that returns a list page by page.
///
/// These operations take the number of a page, and return its items and, if the service reports it, the total number of
/// items. [`Call::items`] fetches one page after another. Only the SDK implements the trait.
///
/// ```no_run
/// use wsapi_client::{Call, Error, Paged};
///
/// /// Counts the items of any list.
/// async fn count<O: Paged>(call: Call<O>) -> Result<usize, Error> {
///     let (mut items, mut count) = (call.items(), 0);
///     while let Some(item) = items.next().await {
///         item?;
///         count += 1;
///     }
///     Ok(count)
/// }
///
/// # async fn example(client: wsapi_client::Client) -> Result<(), Error> {
/// println!("{} instances", count(client.account().instances()).await?);
/// # Ok(())
/// # }
/// ```
pub trait Paged: Operation<Body = ()> {
    /// The type of the items.
    type Item: Send + Unpin + 'static;

    /// Returns the call for a page, counted from 1.
    fn page(call: Call<Self>, number: i64) -> Call<Self>
    where
        Self: Sized;

    /// Returns the items of a page, and the total of all pages if the service reports it.
    fn items(page: Self::Output) -> (Vec<Self::Item>, Option<i64>)
    where
        Self: Sized;

    /// Returns the number of the page, if the service reports it.
    fn number(_page: &Self::Output) -> Option<i64>
    where
        Self: Sized,
    {
        None
    }
}

impl<O: Paged> Call<O> {
    /// Returns all items of the list, starting with the first page. A page is fetched when its first item is needed.
    ///
    /// ```no_run
    /// # async fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
    /// let mut instances = client.account().instances().page_size(100).items();
    /// while let Some(instance) = instances.next().await {
    ///     println!("{:?}", instance?.name);
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[doc(alias("pagination", "paginate", "pages"))]
    pub fn items(self) -> Items<O> {
        Items { call: Some(self), number: 1, last_number: None, seen: 0, ready: VecDeque::new(), pending: None }
    }
}

/// The items of a list, fetched page by page as they are needed. Created by [`Call::items`].
///
/// It has its own [`next`](Self::next) method, and also implements [`Stream`] for use with other crates. After an
/// error, there are no further items.
///
/// [`Stream`]: https://docs.rs/futures-core/0.3/futures_core/stream/trait.Stream.html
///
/// ```no_run
/// # async fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
/// let mut changes = client.account().subscription_changes("sub_8f3a").items();
/// while let Some(change) = changes.next().await {
///     println!("{:?}", change?);
/// }
/// # Ok(())
/// # }
/// ```
#[doc(alias("pagination", "iterator"))]
#[must_use = "nothing is fetched until `next` is called"]
pub struct Items<O: Paged> {
    /// `None` after the last page, and after an error.
    call: Option<Call<O>>,
    number: i64,
    /// The number that the last page reported.
    last_number: Option<i64>,
    seen: i64,
    ready: VecDeque<O::Item>,
    pending: Option<CallFuture<O>>,
}

impl<O: Paged> Items<O> {
    /// Returns the next item, or `None` after the last one.
    ///
    /// ```no_run
    /// # async fn example(client: wsapi_client::Client) -> Result<(), wsapi_client::Error> {
    /// let first = client.account().instances().items().next().await.transpose()?;
    /// println!("{}", if first.is_some() { "there are instances" } else { "create an instance first" });
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// Fails as awaiting the [`Call`] of a page does.
    pub async fn next(&mut self) -> Option<Result<O::Item, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    fn take_in(&mut self, page: O::Output) {
        let number = O::number(&page);
        let (items, total) = O::items(page);
        let total = total.filter(|total| *total > 0);
        // For later numbers, some services return the last page again. Without a total, nothing else ends the list.
        if total.is_none() && number.is_some() && number == self.last_number {
            self.call = None;
            return;
        }
        self.last_number = number;
        self.seen += i64::try_from(items.len()).unwrap_or(i64::MAX);
        // An empty page ends every list, whatever total the service reports.
        if items.is_empty() || total.is_some_and(|total| self.seen >= total) {
            self.call = None;
        }
        self.number += 1;
        self.ready = items.into();
    }
}

impl<O: Paged> Stream for Items<O> {
    type Item = Result<O::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            if let Some(item) = self.ready.pop_front() {
                return Poll::Ready(Some(Ok(item)));
            }
            let Self { call: Some(call), number, pending, .. } = &mut *self else { return Poll::Ready(None) };
            let pending = pending.get_or_insert_with(|| O::page(call.clone(), *number).into_future());
            let page = ready!(Pin::new(pending).poll(context));
            self.pending = None;
            match page {
                Ok(page) => self.take_in(page),
                Err(error) => {
                    self.call = None;
                    return Poll::Ready(Some(Err(error)));
                }
            }
        }
    }
}

impl<O: Paged> Unpin for Items<O> {}

impl<O: Paged> fmt::Debug for Items<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Items").field("operation", &O::INFO.id).field("page", &self.number).finish_non_exhaustive()
    }
}
