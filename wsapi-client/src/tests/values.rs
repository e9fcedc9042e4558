//! The values of requests and answers: what is read is written again.

use std::time::{Duration, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::Expiry;
use crate::{Jid, MessageId, Nullable, Secret, Time};

#[test]
fn a_nullable_field_has_three_states() {
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
fn an_open_enum_keeps_what_it_does_not_know() {
    for text in ["off", "24h", "next year", "", "Off"] {
        let json = serde_json::to_string(text).expect("JSON");
        let value: Expiry = serde_json::from_str(&json).expect("any string");
        assert_eq!(value.as_str(), text);
        assert_eq!(serde_json::to_string(&value).expect("JSON"), json);
        assert_eq!(matches!(value, Expiry::Unknown(_)), text != "off" && text != "24h");
        assert!(value == *text && value == text && value == Expiry::from(text.to_owned()));
        assert_eq!((format!("{value}"), format!("{value:?}")), (text.to_owned(), format!("{text:?}")));
        assert_eq!(text.parse(), Ok(value));
    }
    assert_eq!(Expiry::from("24h"), Expiry::Day);
    assert!(serde_json::from_str::<Expiry>("7").is_err());
    assert_eq!(serde_json::from_str::<Expiry>(r#""\u006fff""#).expect("a string"), Expiry::Off);
}

#[test]
fn a_jid_is_strict_in_and_lenient_from_the_service() {
    for text in ["491701234567@s.whatsapp.net", "123-456@g.us", "4917:4@s.whatsapp.net", "status@broadcast", "1@lid"] {
        assert_eq!(text.parse::<Jid>().expect("a JID").as_str(), text);
    }
    for (text, reason) in [
        ("", "is empty"),
        ("491701234567", "no `@`"),
        ("@g.us", "before"),
        ("1@", "after"),
        ("1 2@g.us", "blank"),
        ("1\n@g.us", "control"),
        ("ü@g.us", "non-ASCII"),
        ("1@g.us@g.us", "server"),
        ("1@g.us/2", "server"),
    ] {
        let error = text.parse::<Jid>().unwrap_err();
        assert!(error.is_invalid_input() && error.operation().is_none());
        assert!(error.to_string().contains(reason), "{text}: {error}");
        assert!(text != "491701234567" || !error.to_string().contains(text), "{error}");
        let kept: Jid = serde_json::from_value(text.into()).expect("any string");
        assert_eq!(kept.as_str(), text);
    }
}

#[test]
fn a_time_keeps_its_text() {
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
fn a_time_comes_from_and_becomes_a_system_time() {
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
fn the_date_time_crates_agree() {
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
