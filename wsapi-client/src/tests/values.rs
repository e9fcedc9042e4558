//! The values of requests and responses: reading and writing them is lossless.

use std::time::{Duration, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::Expiry;
use crate::{Jid, JidKind, MessageId, Nullable, Secret, Time};

#[test]
fn nullable_field_has_three_states() {
    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    struct Config {
        #[serde(default, skip_serializing_if = "Nullable::is_unset")]
        sync: Nullable<bool>,
    }
    for (json, sync) in
        [("{}", Nullable::Unset), (r#"{"sync":null}"#, Nullable::Null), (r#"{"sync":false}"#, Nullable::Value(false))]
    {
        let config: Config = serde_json::from_str(json).expect("a config");
        assert_eq!(config.sync, sync);
        assert_eq!(serde_json::to_string(&config).expect("JSON"), json);
    }
    assert_eq!((Nullable::from(true), Nullable::from(Some(true))), (Nullable::Value(true), Nullable::Value(true)));
    assert_eq!(Config::default().sync.value(), None);
}

#[test]
fn open_enum_preserves_unknown_values() {
    for text in ["off", "24h", "next year", "", "Off"] {
        let json = serde_json::to_string(text).expect("JSON");
        let value: Expiry = serde_json::from_str(&json).expect("any string");
        assert_eq!(value.as_str(), text);
        assert_eq!(serde_json::to_string(&value).expect("JSON"), json);
        assert_eq!(matches!(value, Expiry::Unknown(_)), text != "off" && text != "24h");
        assert!(value == text && value == Expiry::from(text.to_owned()));
        assert_eq!((format!("{value}"), format!("{value:?}")), (text.to_owned(), format!("{text:?}")));
    }
    assert_eq!(Expiry::from("24h"), Expiry::Day);
    assert!(serde_json::from_str::<Expiry>("7").is_err());
    assert_eq!(serde_json::from_str::<Expiry>(r#""\u006fff""#).expect("a string"), Expiry::Off);
}

/// A JID as the service may send it.
fn received(text: &str) -> Jid {
    serde_json::from_value(text.into()).expect("any string")
}

#[test]
fn parsing_a_jid_is_strict_and_normalizes() {
    for (text, normal, kind) in [
        ("491701234567@s.whatsapp.net", "491701234567@s.whatsapp.net", JidKind::Person),
        ("+5531361812345@s.whatsapp.net", "5531361812345@s.whatsapp.net", JidKind::Person),
        ("491701234567@S.WHATSAPP.NET", "491701234567@s.whatsapp.net", JidKind::Person),
        ("491701234567@c.us", "491701234567@c.us", JidKind::Person),
        ("139298808573963:3@lid", "139298808573963:3@lid", JidKind::Lid),
        ("120363151623077576@g.us", "120363151623077576@g.us", JidKind::Group),
        ("5511999999999-1612345678@g.us", "5511999999999-1612345678@g.us", JidKind::Group),
        ("120363144038483540@newsletter", "120363144038483540@newsletter", JidKind::Newsletter),
        ("status@broadcast", "status@broadcast", JidKind::Status),
        ("STATUS@broadcast", "status@broadcast", JidKind::Status),
        ("1612345678@broadcast", "1612345678@broadcast", JidKind::Other),
        ("13135550002@bot", "13135550002@bot", JidKind::Other),
    ] {
        let jid: Jid = text.parse().expect(text);
        assert_eq!((jid.as_str(), jid.kind()), (normal, kind), "{text}");
        assert_eq!(normal.parse::<Jid>().expect(normal), jid);
    }
    for (text, message) in [
        ("", "invalid JID: it is empty"),
        ("491701234567", "invalid JID: it has no `@`; use `Jid::phone` for a phone number"),
        ("+49 170 1234567", "invalid JID: it has no `@`; use `Jid::phone` for a phone number"),
        ("491701234567@s.whatsapp.net\n", "invalid JID: it ends with a line break, which must be removed"),
        ("55 31 361812345@s.whatsapp.net", "invalid JID: it contains a space or a line break"),
        ("4917O1234567@s.whatsapp.net", "invalid JID: it has a letter before its `@`, where digits are expected"),
        ("491701234567@s.whatsapp.net@g.us", "invalid JID: it has more than one `@`"),
    ] {
        let error = text.parse::<Jid>().unwrap_err();
        assert!(error.is_invalid_input() && error.operation().is_none());
        assert_eq!(error.to_string(), message);
        assert_eq!(Jid::try_from(text).unwrap_err().to_string(), message);
        assert_eq!(Jid::try_from(text.to_owned()).unwrap_err().to_string(), message);
    }
}

#[test]
fn received_jid_is_preserved_and_its_kind_is_known_whatever_its_case() {
    for (text, kind) in [
        ("+5531361812345@s.whatsapp.net", JidKind::Person),
        ("491701234567@S.WHATSAPP.NET", JidKind::Person),
        ("491701234567@s.whatsapp.net\n", JidKind::Other),
        ("919224355797@s.whatsapp.net in 120363151623077576@g.us", JidKind::Other),
        ("491701234567@s.whatsapp.net@g.us", JidKind::Other),
        ("120363151623077576@G.US", JidKind::Group),
        ("STATUS@broadcast", JidKind::Status),
        ("foo@example.com", JidKind::Other),
        ("491701234567", JidKind::Person),
        ("", JidKind::Other),
        ("@", JidKind::Other),
    ] {
        let jid = received(text);
        assert_eq!((jid.as_str(), jid.kind()), (text, kind));
        assert_eq!(serde_json::to_value(&jid).expect("JSON"), text);
    }
}

#[test]
fn device_is_not_a_part_of_the_account() {
    for (text, user, device, account) in [
        ("553199020712:6@s.whatsapp.net", "553199020712", Some(6), "553199020712@s.whatsapp.net"),
        ("553199020712.0:6@s.whatsapp.net", "553199020712", Some(6), "553199020712@s.whatsapp.net"),
        ("553199020712.0@s.whatsapp.net", "553199020712", None, "553199020712@s.whatsapp.net"),
        ("139298808573963:3@lid", "139298808573963", Some(3), "139298808573963@lid"),
        ("120363151623077576@g.us", "120363151623077576", None, "120363151623077576@g.us"),
    ] {
        let jid: Jid = text.parse().expect(text);
        assert_eq!((jid.user(), jid.device(), jid.without_device().as_str()), (user, device, account));
    }
    assert_eq!(received("1:99999@s.whatsapp.net").without_device().as_str(), "1@s.whatsapp.net");
}

#[test]
fn two_spellings_of_a_person_are_two_jids() {
    let jid = |text: &str| text.parse::<Jid>().expect(text);
    assert_ne!(jid("491701234567@c.us"), jid("491701234567@s.whatsapp.net"));
    assert_ne!(received("491701234567@S.WHATSAPP.NET"), jid("491701234567@s.whatsapp.net"));
    for (one, other) in [
        ("+52 1 55 1234 5678", "+52 55 1234 5678"),
        ("+54 9 11 2345-6789", "+54 11 2345-6789"),
        ("+55 75 98825-1234", "+55 75 8825-1234"),
    ] {
        assert_ne!(Jid::phone(one).expect(one), Jid::phone(other).expect(other));
    }
}

#[test]
fn phone_number_needs_a_country_code_that_is_marked_as_one() {
    for number in ["+49 170 1234567", "00 49 170 1234567"] {
        assert_eq!(Jid::phone(number).expect(number).as_str(), "491701234567@s.whatsapp.net");
    }
    for number in ["(202) 555-0123", "5491155553934"] {
        let shown = Jid::phone(number).unwrap_err().to_string();
        assert!(
            shown.starts_with("invalid phone number: it has neither `+` nor `00` before its country code"),
            "{shown}"
        );
        assert!(shown.contains("`Jid::from_digits`"), "{shown}");
    }
    let jid = Jid::from_digits("5491155553934").expect("digits");
    assert_eq!(jid, Jid::phone("+5491155553934").expect("a number"));
    for (digits, message) in [
        ("123456", "invalid phone number: it has fewer than 7 digits"),
        ("08123456789", "invalid phone number: it starts with 0, but no country code does"),
        (
            "+5491155553934",
            "invalid phone number: it contains something other than the digits 0 to 9; use `Jid::phone` for a number as \
             people write it",
        ),
    ] {
        assert_eq!(Jid::from_digits(digits).unwrap_err().to_string(), message);
    }
}

#[test]
fn error_does_not_show_a_number() {
    for text in ["4917O1234567@s.whatsapp.net", "tel:+491701234567", "491701234567", "491701234567@example.com"] {
        for error in [Jid::phone(text).unwrap_err(), text.parse::<Jid>().unwrap_err()] {
            let shown = format!("{error} {error:?}");
            assert!(!shown.contains("1234567") && !shown.contains("example"), "{shown}");
        }
    }
}

#[test]
fn text_of_a_time_is_preserved() {
    for text in ["2026-03-01T12:00:00.120000000+02:00", "0001-01-01T00:00:00Z", "", "soon"] {
        let time: Time = serde_json::from_value(text.into()).expect("any string");
        assert_eq!(serde_json::to_value(&time).expect("JSON"), text);
        assert_eq!(time.to_string(), text);
        assert_eq!(time.to_system_time().is_some(), text.starts_with("2026"));
        assert_eq!(time.is_unset(), text.is_empty() || text.starts_with("0001"));
    }
    let time: Time = serde_json::from_value("Anna's birthday".into()).expect("any string");
    assert_eq!(format!("{time:?}"), "Time(…)");
    assert!("soon".parse::<Time>().unwrap_err().is_invalid_input());
}

#[test]
fn time_converts_to_and_from_system_time() {
    for time in [
        UNIX_EPOCH,
        UNIX_EPOCH + Duration::new(1_772_362_800, 123_456_789),
        UNIX_EPOCH - Duration::new(86_400 * 365 * 100, 1),
    ] {
        assert_eq!(Time::from(time).to_system_time(), Some(time));
    }
    assert_eq!(Time::from(UNIX_EPOCH - Duration::from_nanos(1)).as_str(), "1969-12-31T23:59:59.999999999Z");
}

#[cfg(all(feature = "jiff", feature = "time", feature = "chrono"))]
#[test]
fn date_time_crates_agree() {
    for text in ["2026-03-01T12:00:00.123456789Z", "1969-12-31T23:59:59.5Z", "2000-02-29T23:59:59+14:00"] {
        let time: Time = text.parse().expect("a time");
        let nanos = time.unix_nanos().expect("a time");
        let (jiff, chrono) = (time.to_jiff().expect("in range"), time.to_chrono().expect("in range"));
        let other = time.to_time().expect("in range");
        assert_eq!(jiff.as_nanosecond(), nanos);
        assert_eq!(jiff, text.parse().expect("a time"));
        assert_eq!(chrono.timestamp_nanos_opt().map(i128::from), Some(nanos));
        assert_eq!(other.unix_timestamp_nanos(), nanos);
        for back in [Time::from(jiff), Time::from(chrono), Time::from(other)] {
            assert_eq!(back.unix_nanos(), Some(nanos));
        }
    }
}

#[test]
fn ids_and_secrets_are_plain_texts_in_json() {
    assert_eq!(serde_json::to_string(&MessageId::from("3EB0")).expect("JSON"), r#""3EB0""#);
    assert_eq!(serde_json::to_string(&Secret::from("a")).expect("JSON"), r#""a""#);
    assert_eq!(serde_json::from_str::<Secret>(r#""a""#).expect("a string"), Secret::from("a"));
    assert_eq!(format!("{:?}", MessageId::from("3EB0")), "MessageId(3EB0)");
}
