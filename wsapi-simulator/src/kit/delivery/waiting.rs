//! Tasks that must not wait for handlers.

tokio::task_local! {
    static IN_VAIN: ();
}

/// Runs a future in which acts and [`Simulator::settle`](crate::Simulator::settle) do not wait for handlers and
/// webhooks.
///
/// Handlers of [`Simulator::deliver_to`](crate::Simulator::deliver_to) run in it anyway. A webhook in the same process
/// needs it for its acts, because an act would wait for the response of this very webhook, until it times out after ten
/// seconds:
///
/// ```
/// # use wsapi_simulator::{Person, Simulator, without_waiting};
/// /// Called for each webhook request, before the response.
/// async fn handle(grace: &Person) {
///     without_waiting(grace.writes("I am away")).await;
/// }
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() {
/// # let sim = Simulator::new();
/// # let grace = sim.person("+49 170 7654321");
/// # handle(&grace).await;
/// # assert_eq!(sim.instance("default").phone().chat(&grace).texts(), ["I am away"]);
/// # }
/// ```
pub async fn without_waiting<F: IntoFuture>(future: F) -> F::Output {
    IN_VAIN.scope((), future.into_future()).await
}

/// Returns `true` if the current task may wait for the handlers.
pub(super) fn is_useful() -> bool {
    IN_VAIN.try_with(|()| ()).is_err()
}
