//! The committed SDK is what the documents give.

use xtask::{
    files,
    regen::{Options, generate},
    workspace,
};

#[test]
fn the_committed_code_is_what_the_documents_give() {
    let generated = generate(&Options::default().input().unwrap()).unwrap();
    let changes = files::changes(&workspace::generated(), &generated.files).unwrap();
    let diff: String = changes.iter().map(files::Change::diff).collect();
    assert!(changes.is_empty(), "{diff}\nthe generated code is out of date: run `cargo xtask regen`");
    assert_eq!(generated.api.operations().count(), 121);
    assert_eq!(generated.api.events.map(|events| events.events.len()), Some(21));
}

#[test]
fn two_runs_give_the_same_bytes() {
    let input = Options::default().input().unwrap();
    let [first, second] = [(); 2].map(|()| wsapi_codegen::generate(&input).unwrap().files);
    assert_eq!(first, second);
}

#[test]
fn a_renamed_field_shows_as_a_readable_diff() {
    let mut input = Options::default().input().unwrap();
    let text = &mut input.documents[0].text;
    *text = text.replace("businessHoursTimeZone", "businessHoursZone");
    input.overlay.as_mut().unwrap().text =
        input.overlay.as_ref().unwrap().text.replace("businessHoursTimeZone", "businessHoursZone");
    let generated = generate(&input).unwrap();
    let changes = files::changes(&workspace::generated(), &generated.files).unwrap();
    let diff: String = changes.iter().map(files::Change::diff).collect();
    assert_eq!(changes.len(), 1, "{diff}");
    assert!(diff.contains("-    pub business_hours_time_zone: String,\n"), "{diff}");
    assert!(diff.contains("+    pub business_hours_zone: String,\n"), "{diff}");
}
