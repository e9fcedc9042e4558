//! The files of the page, as a part of the program.

/// Names the files, and reads each when the program is compiled.
macro_rules! files {
    ($($name:literal,)*) => {
        [$(($name, include_bytes!(concat!("../../playground/", $name)).as_slice()),)*]
    };
}

/// The OpenAPI document, as `cargo xtask export` writes it.
const REFERENCE: (&str, &[u8]) = ("reference.json", include_bytes!("../generated/reference.json"));

/// The files of the folder `playground`: name and content.
const PAGE: [(&str, &[u8]); 136] = files![
    "app.js",
    "clock.js",
    "control.js",
    "conversations/accounts.js",
    "conversations/attachment.js",
    "conversations/callBars.js",
    "conversations/calls.js",
    "conversations/chat.js",
    "conversations/chatHeader.js",
    "conversations/chats.js",
    "conversations/chosen.js",
    "conversations/composer.js",
    "conversations/details.js",
    "conversations/dialogs/call.js",
    "conversations/dialogs/channel.js",
    "conversations/dialogs/chat.js",
    "conversations/dialogs/community.js",
    "conversations/dialogs/group.js",
    "conversations/dialogs/newGroup.js",
    "conversations/dialogs/parts.js",
    "conversations/dialogs/phone.js",
    "conversations/dialogs/profile.js",
    "conversations/dialogs/question.js",
    "conversations/dialogs/registry.js",
    "conversations/drafts.js",
    "conversations/excerpt.js",
    "conversations/files.js",
    "conversations/focus.js",
    "conversations/menu.js",
    "conversations/message.js",
    "conversations/names.js",
    "conversations/newest.js",
    "conversations/phones.js",
    "conversations/quote.js",
    "conversations/remembered.js",
    "conversations/rights.js",
    "conversations/route.js",
    "conversations/strip.js",
    "conversations/text.js",
    "conversations/typing.js",
    "conversations/view.js",
    "conversations/window.js",
    "copy.js",
    "dialog.js",
    "epoch.js",
    "events/event.js",
    "events/outcome.js",
    "events/publishing.js",
    "faults/active.js",
    "faults/clock.js",
    "faults/events.js",
    "faults/form.js",
    "faults/kinds.js",
    "faults/question.js",
    "faults/requests.js",
    "faults/snapshots.js",
    "format.js",
    "header.js",
    "html.js",
    "icon.svg",
    "icons.js",
    "index.html",
    "live.js",
    "loads.js",
    "page.js",
    "pairing/codes.js",
    "pairing/dialogs.js",
    "pairing/logOutQuestion.js",
    "pairing/panels.js",
    "pairing/qrCode.js",
    "pairing/reported.js",
    "pairing/session.js",
    "prose.js",
    "reference/choices.js",
    "reference/document.js",
    "reference/effect.js",
    "reference/entries.js",
    "reference/facts.js",
    "reference/fields.js",
    "reference/focus.js",
    "reference/forms.js",
    "reference/inChat.js",
    "reference/loaded.js",
    "reference/modes.js",
    "reference/operation.js",
    "reference/places.js",
    "reference/prefill.js",
    "reference/response.js",
    "reference/rust.js",
    "reference/substitution.js",
    "reference/trial.js",
    "reference/unknown.js",
    "renewal.js",
    "route.js",
    "service.js",
    "shared/current.js",
    "shared/fieldProblem.js",
    "shared/newPerson.js",
    "shared/sentence.js",
    "state.js",
    "style/controls.css",
    "style/conversations.css",
    "style/records.css",
    "style/reference.css",
    "style/shell.css",
    "style/tokens.css",
    "toast.js",
    "token.js",
    "traffic/again.js",
    "traffic/attempts.js",
    "traffic/badges.js",
    "traffic/deliveryDetail.js",
    "traffic/failures.js",
    "traffic/fault.js",
    "traffic/focus.js",
    "traffic/list.js",
    "traffic/parts.js",
    "traffic/records.js",
    "traffic/request.js",
    "traffic/requestDetail.js",
    "traffic/secrets.js",
    "traffic/sender.js",
    "traffic/transports.js",
    "vendor/lit-html/LICENSE",
    "vendor/lit-html/directive-helpers.js",
    "vendor/lit-html/directive.js",
    "vendor/lit-html/directives/guard.js",
    "vendor/lit-html/directives/live.js",
    "vendor/lit-html/directives/repeat.js",
    "vendor/lit-html/lit-html.js",
    "views/events.js",
    "views/faults.js",
    "views/pairing.js",
    "views/reference.js",
    "views/traffic.js",
    "webhook.js",
];

/// All files: name and content.
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static [u8])> {
    PAGE.into_iter().chain([REFERENCE])
}

#[cfg(test)]
mod tests {
    use std::{fs, path::Path};

    use super::PAGE;

    fn names(folder: &Path, root: &Path, found: &mut Vec<String>) {
        for entry in fs::read_dir(folder).expect("the folder of the page") {
            let path = entry.expect("an entry of the folder").path();
            match path.is_dir() {
                true => names(&path, root, found),
                false => found.push(path.strip_prefix(root).expect("it is below").to_string_lossy().replace('\\', "/")),
            }
        }
    }

    #[test]
    fn every_file_of_the_folder_is_part_of_the_program() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("playground");
        let mut found = Vec::new();
        names(&root, &root, &mut found);
        found.sort();
        let mut listed = PAGE.map(|(name, _)| name.to_owned()).to_vec();
        listed.sort();
        assert_eq!(listed, found);
    }
}
