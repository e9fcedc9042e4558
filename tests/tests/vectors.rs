//! Every response and event that the server's own code printed is read and printed again without loss, as a separate
//! test. Unknown members and null lists do not make it unreadable.

use std::{collections::BTreeSet, fmt};

use libtest_mimic::{Arguments as Options, Failed, Trial};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};
use wsapi_client::{
    Event, EventData,
    types::{
        BusinessProfile, Chat, ChatPicture, Community, CommunityGroup, Contact, CreatedInstance, Group,
        GroupParticipant, Identity, Instance, InstanceConfig, JoinRequest, MyProfile, Newsletter, NumberCheck,
        PrivacySettings, Sender, SessionStatus, StatusPrivacy, UserProfile,
    },
};

/// A name, a tab and JSON on each line.
const RESPONSES: &str = include_str!("../vectors/responses.tsv");
const EVENTS: &str = include_str!("../vectors/events.tsv");

/// The values that each type is filled with.
const KINDS: [&str; 3] = ["full", "zero", "odd"];

/// The types of the server, each with the type of the SDK that reads it.
const TYPES: [Type; 22] = [
    of::<BusinessProfile>("BusinessProfileResponse"),
    of::<Chat>("ChatListItem"),
    of::<ChatPicture>("ChatPictureResponse"),
    of::<Community>("CommunityInfoResponse"),
    of::<CommunityGroup>("CommunitySubGroupResponse"),
    of::<Contact>("ContactInfo"),
    of::<CreatedInstance>("InstanceDetail"),
    of::<Group>("GroupInfoResponse"),
    of::<GroupParticipant>("GroupParticipant"),
    of::<Identity>("Identity"),
    of::<Instance>("InstanceDetail(status)"),
    of::<Instance>("InstanceListItem"),
    of::<InstanceConfig>("InstanceConfig"),
    of::<JoinRequest>("GroupParticipantRequest"),
    of::<MyProfile>("UserMeInfo"),
    of::<Newsletter>("NewsletterInfoResponse"),
    of::<NumberCheck>("BulkCheckResult"),
    of::<PrivacySettings>("PrivacySettingsResponse"),
    of::<Sender>("Sender"),
    of::<SessionStatus>("SessionStatus"),
    of::<StatusPrivacy>("StatusPrivacyResponse"),
    of::<UserProfile>("UserInfo"),
];

/// Where the server prints null and the SDK prints an empty list or map, by type and field. Go prints a list or map
/// that was never created as null, and both mean empty. Null survives everywhere else.
const NULLS: [(&str, &str, &str); 3] = [
    ("GroupInfoResponse", "participants", "the field is a list, and a group without participants has none either way"),
    ("CommunityInfoResponse", "participants", "the field is a list, as in a group"),
    (
        "BusinessProfileResponse",
        "profileOptions",
        "the field is a map, and a profile without options has none either way",
    ),
];

/// Objects whose members are data: an entry of another type is an error there, not an unknown member.
const MAPS: [(&str, &str); 1] = [("BusinessProfileResponse", "profileOptions")];

fn main() {
    let mut trials: Vec<Trial> = vectors().into_iter().flat_map(trials).collect();
    let mut add = |name: &str, test: fn()| {
        trials.push(Trial::test(name, move || {
            test();
            Ok(())
        }));
    };
    add("every type is shown alone and in a list", every_type_is_shown_alone_and_in_a_list);
    add("every event is shown", every_event_is_shown);
    add("every listed null and map occurs", every_listed_null_and_map_occurs);
    libtest_mimic::run(&Options::from_args(), trials).exit();
}

fn trials(vector: Vector) -> Vec<Trial> {
    let trial = |name: String, kind: &str, test: fn(&Vector) -> Result<(), Failed>| {
        Trial::test(name, move || test(&vector)).with_kind(kind)
    };
    let lossless = trial(vector.name.to_owned(), "lossless", is_printed_again_without_loss);
    let unknown = trial(format!("{} with an unknown member", vector.name), "unknown", unknown_members_are_ignored);
    let null = || trial(format!("{} with a null list", vector.name), "null", null_lists_are_read_as_empty);
    let has_lists = !vector.lists().is_empty();
    [lossless, unknown].into_iter().chain(has_lists.then(null)).collect()
}

fn is_printed_again_without_loss(vector: &Vector) -> Result<(), Failed> {
    let came = vector.value();
    conclude(vector.losses(&came, &(vector.again)(vector.json)?, None))
}

/// In each object on its own, so that no member hides behind another.
fn unknown_members_are_ignored(vector: &Vector) -> Result<(), Failed> {
    const NAME: &str = "zzNew";
    let came = vector.value();
    let mut problems = Vec::new();
    for pointer in pointers(&came, "").into_iter().filter(|pointer| value_at(&came, pointer).is_object()) {
        let is_map = vector.is_map(&pointer);
        let member = if is_map { json!("text") } else { json!({ "a": [1, null] }) };
        let mut more = came.clone();
        more.pointer_mut(&pointer).expect("it was found there")[NAME] = member;
        match (vector.again)(&more.to_string()) {
            Ok(mut printed) => {
                // Unknown members may be preserved or not; entries of a map are preserved.
                if let Some(Value::Object(members)) = printed.pointer_mut(&pointer).filter(|_| !is_map) {
                    members.remove(NAME);
                }
                let expected = if is_map { &more } else { &came };
                problems.extend(vector.losses(expected, &printed, None));
            }
            Err(problem) => problems.push(format!("{pointer}/{NAME}: {problem}")),
        }
    }
    conclude(problems)
}

/// One list or map at a time. A response that is null as a whole is in the tests of the operations: only a call reads
/// it.
fn null_lists_are_read_as_empty(vector: &Vector) -> Result<(), Failed> {
    let came = vector.value();
    let mut problems = Vec::new();
    for pointer in vector.lists() {
        let mut with_null = came.clone();
        *with_null.pointer_mut(&pointer).expect("it was found there") = Value::Null;
        match (vector.again)(&with_null.to_string()) {
            Ok(printed) => problems.extend(vector.losses(&with_null, &printed, Some(&pointer))),
            Err(problem) => problems.push(format!("{pointer} is null: {problem}")),
        }
    }
    conclude(problems)
}

fn every_type_is_shown_alone_and_in_a_list() {
    let forms = TYPES.iter().flat_map(|ty| [ty.name.to_owned(), format!("[]{}", ty.name)]);
    let expected: BTreeSet<String> = forms.flat_map(|form| KINDS.map(|kind| format!("{form}/{kind}"))).collect();
    assert_names(RESPONSES, &expected);
}

fn every_event_is_shown() {
    let of = |ty: &&str| KINDS.map(|kind| format!("Event/{ty}-{kind}"));
    let expected: BTreeSet<String> = EventData::TYPES.iter().flat_map(of).collect();
    assert_names(EVENTS, &expected);
}

fn every_listed_null_and_map_occurs() {
    let vectors = vectors();
    for (ty, field, _) in NULLS {
        let of_type = |vector: &&Vector| vector.ty == ty;
        let occurs = |vector: &Vector| {
            let printed = (vector.again)(vector.json).expect("it can be read");
            let losses = losses(&vector.value(), Some(&printed), "");
            losses.iter().any(|loss| loss.is_empty && fields(&loss.pointer) == field)
        };
        assert!(vectors.iter().filter(of_type).any(occurs), "no null of `{ty}.{field}` is printed as empty: remove it");
    }
    for (ty, field) in MAPS {
        let occurs = |vector: &Vector| {
            let pointers = pointers(&vector.value(), "");
            vector.ty == ty && pointers.iter().any(|pointer| fields(pointer) == field)
        };
        assert!(vectors.iter().any(occurs), "there is no `{ty}.{field}`: remove it");
    }
}

/// A type of the server.
struct Type {
    name: &'static str,
    /// Reads one and prints it again.
    one: Again,
    /// Reads a list and prints it again.
    list: Again,
}

/// Reads JSON with the SDK and returns what the SDK prints of it, or the reason why it cannot be read.
type Again = fn(&str) -> Result<Value, String>;

const fn of<T: DeserializeOwned + Serialize>(name: &'static str) -> Type {
    Type { name, one: again::<T>, list: again::<Vec<T>> }
}

fn again<T: DeserializeOwned + Serialize>(json: &str) -> Result<Value, String> {
    let read: T = serde_json::from_str(json).map_err(|error| error.to_string())?;
    serde_json::to_value(read).map_err(|error| error.to_string())
}

fn event_again(json: &str) -> Result<Value, String> {
    let event = Event::from_json(json).map_err(|error| error.to_string())?;
    match event.data {
        EventData::Unknown(_) => Err(format!("`{}` is mistaken for unknown", event.data.event_type())),
        _ => serde_json::to_value(event).map_err(|error| error.to_string()),
    }
}

/// A line of the files.
#[derive(Clone, Copy)]
struct Vector {
    /// The name of the line.
    name: &'static str,
    /// The type in it, even if it is a list of it.
    ty: &'static str,
    json: &'static str,
    again: Again,
}

fn vectors() -> Vec<Vector> {
    let responses = lines(RESPONSES).map(|(name, json)| {
        let (form, _) = name.split_once('/').unwrap_or_else(|| panic!("`{name}` does not name a type and a kind"));
        let ty = form.trim_start_matches("[]");
        let found = TYPES.iter().find(|one| one.name == ty);
        let Type { one, list, .. } = found.unwrap_or_else(|| panic!("no type of the SDK is listed for `{ty}`"));
        Vector { name, ty, json, again: if form == ty { *one } else { *list } }
    });
    let events = lines(EVENTS).map(|(name, json)| Vector { name, ty: "Event", json, again: event_again });
    responses.chain(events).collect()
}

fn lines(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.lines().map(|line| line.split_once('\t').unwrap_or_else(|| panic!("expected a tab in `{line}`")))
}

fn assert_names(file: &'static str, expected: &BTreeSet<String>) {
    let names: BTreeSet<String> = lines(file).map(|(name, _)| name.to_owned()).collect();
    assert_eq!(names.len(), lines(file).count(), "expected one line of each name");
    let different: Vec<_> = names.symmetric_difference(expected).collect();
    assert!(different.is_empty(), "lines that are missing or not expected: {different:?}");
}

impl Vector {
    fn value(&self) -> Value {
        serde_json::from_str(self.json).unwrap_or_else(|error| panic!("`{}` is not JSON: {error}", self.name))
    }

    fn is_map(&self, pointer: &str) -> bool {
        MAPS.contains(&(self.ty, &fields(pointer)))
    }

    /// Pointers to the lists and maps, without the root.
    fn lists(&self) -> Vec<String> {
        let value = self.value();
        let is_list = |pointer: &String| value_at(&value, pointer).is_array() || self.is_map(pointer);
        pointers(&value, "").into_iter().filter(|pointer| !pointer.is_empty() && is_list(pointer)).collect()
    }

    /// All losses but the nulls that are listed and the one that the test put in.
    fn losses(&self, came: &Value, printed: &Value, put_in: Option<&str>) -> Vec<String> {
        let is_accepted = |loss: &Loss| {
            let is_listed = NULLS.iter().any(|(ty, field, _)| *ty == self.ty && *field == fields(&loss.pointer));
            loss.is_empty && (is_listed || put_in == Some(&loss.pointer))
        };
        losses(came, Some(printed), "").iter().filter(|loss| !is_accepted(loss)).map(Loss::to_string).collect()
    }
}

/// A difference between the input and the output.
struct Loss {
    pointer: String,
    problem: String,
    /// Null came, and an empty list, an empty map or nothing is printed.
    is_empty: bool,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.pointer, self.problem)
    }
}

fn losses(came: &Value, printed: Option<&Value>, pointer: &str) -> Vec<Loss> {
    let below = |step: &dyn fmt::Display| format!("{pointer}/{step}");
    let loss = |is_empty: bool| {
        let printed = printed.map_or("nothing".to_owned(), Value::to_string);
        vec![Loss { pointer: pointer.to_owned(), problem: format!("{came} is printed as {printed}"), is_empty }]
    };
    match (came, printed) {
        (Value::Null, None) => loss(true),
        (Value::Null, Some(Value::Array(items))) => loss(items.is_empty()),
        (Value::Null, Some(Value::Object(members))) => loss(members.is_empty()),
        (Value::Object(came), Some(Value::Object(printed))) => {
            let added = printed.iter().filter(|(name, _)| !came.contains_key(*name)).map(|(name, value)| Loss {
                pointer: below(name),
                problem: format!("{value} is added"),
                is_empty: false,
            });
            let kept = came.iter().flat_map(|(name, value)| losses(value, printed.get(name), &below(name)));
            kept.chain(added).collect()
        }
        (Value::Array(came), Some(Value::Array(printed))) if came.len() == printed.len() => {
            let pairs = came.iter().zip(printed).enumerate();
            pairs.flat_map(|(index, (came, printed))| losses(came, Some(printed), &below(&index))).collect()
        }
        // Go prints a float without a fraction like an integer.
        (Value::Number(came), Some(Value::Number(printed)))
            if printed.is_f64() && came.as_f64() == printed.as_f64() =>
        {
            Vec::new()
        }
        (came, Some(printed)) if came == printed => Vec::new(),
        _ => loss(false),
    }
}

/// The value itself and all values below it.
fn pointers(value: &Value, pointer: &str) -> Vec<String> {
    let below: Vec<String> = match value {
        Value::Object(members) => {
            members.iter().flat_map(|(name, value)| pointers(value, &format!("{pointer}/{}", escaped(name)))).collect()
        }
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(index, item)| pointers(item, &format!("{pointer}/{index}"))).collect()
        }
        _ => Vec::new(),
    };
    std::iter::once(pointer.to_owned()).chain(below).collect()
}

/// A name as a step of a JSON pointer.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

fn value_at<'a>(value: &'a Value, pointer: &str) -> &'a Value {
    value.pointer(pointer).unwrap_or_else(|| panic!("there is no `{pointer}`"))
}

/// The names of a JSON pointer without the indices: `config.eventFilters`.
fn fields(pointer: &str) -> String {
    let is_name = |step: &&str| !step.is_empty() && step.parse::<usize>().is_err();
    pointer.split('/').filter(is_name).collect::<Vec<_>>().join(".")
}

fn conclude(problems: Vec<String>) -> Result<(), Failed> {
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n").into()) }
}
