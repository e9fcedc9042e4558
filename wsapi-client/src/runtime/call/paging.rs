//! The items of a list that the service gives page by page.

use std::{
    collections::VecDeque,
    fmt,
    pin::Pin,
    task::{Context, Poll, ready},
};

use futures_core::Stream;

use super::{Call, CallFuture, Operation};
use crate::runtime::error::Error;

/// An operation that gives a list page by page. It is implemented where the document of an operation says so: it takes
/// the number of a page, and gives items and their count.
///
/// ```
/// use wsapi_client::{Call, Error, Paged};
///
/// async fn count<O: Paged>(call: Call<O>) -> Result<usize, Error> {
///     let (mut items, mut count) = (call.items(), 0);
///     while let Some(item) = items.next().await {
///         item?;
///         count += 1;
///     }
///     Ok(count)
/// }
/// ```
pub trait Paged: Operation<Body = ()> {
    /// What the list holds.
    type Item: Send + Unpin + 'static;

    /// The call for a page, counted from 1.
    fn page(call: Call<Self>, number: i64) -> Call<Self>
    where
        Self: Sized;

    /// The items of a page, and how many there are on all pages, where the service says so.
    fn items(page: Self::Output) -> (Vec<Self::Item>, Option<i64>)
    where
        Self: Sized;

    /// The number of the page, where the service says it.
    fn number(_page: &Self::Output) -> Option<i64>
    where
        Self: Sized,
    {
        None
    }
}

impl<O: Paged> Call<O> {
    /// All items of the list, from the first page on. A page is fetched when its first item is asked for.
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
    pub fn items(self) -> Items<O> {
        Items { call: Some(self), number: 1, last_number: None, seen: 0, ready: VecDeque::new(), pending: None }
    }
}

/// The items of a list, fetched page by page as they are asked for. It is a [`Stream`], and needs none of its
/// helpers: [`next`](Self::next) is its own.
///
/// After an error there are no further items.
///
/// ```
/// fn check(items: wsapi_client::Items<wsapi_client::operations::ListAccountInstances>) -> impl futures_core::Stream {
///     items
/// }
/// ```
#[must_use = "nothing is fetched until an item is asked for"]
pub struct Items<O: Paged> {
    /// None after the last page, and after an error.
    call: Option<Call<O>>,
    number: i64,
    /// What the last page said of itself.
    last_number: Option<i64>,
    seen: i64,
    ready: VecDeque<O::Item>,
    pending: Option<CallFuture<O>>,
}

impl<O: Paged> Items<O> {
    /// The next item, or `None` after the last.
    ///
    /// ```
    /// # use wsapi_client::{Error, Items, Paged};
    /// async fn first<O: Paged>(mut items: Items<O>) -> Result<Option<O::Item>, Error> {
    ///     items.next().await.transpose()
    /// }
    /// ```
    pub async fn next(&mut self) -> Option<Result<O::Item, Error>> {
        std::future::poll_fn(|context| Pin::new(&mut *self).poll_next(context)).await
    }

    fn take_in(&mut self, page: O::Output) {
        let number = O::number(&page);
        let (items, total) = O::items(page);
        let total = total.filter(|total| *total > 0);
        // Behind the last page some services give the last one again, and where there is no count, nothing else ends it.
        if total.is_none() && number.is_some() && number == self.last_number {
            self.call = None;
            return;
        }
        self.last_number = number;
        self.seen += i64::try_from(items.len()).unwrap_or(i64::MAX);
        // An empty page ends every list, whatever the service counts.
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
