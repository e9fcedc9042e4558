//! Events are taken for the service's own only if each of their bytes is.
//!
//! `vectors/events.json` was printed and signed by the service's own code, `vectors/python.json` by
//! `vectors/python.py`.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use wsapi_client::{
    Secret, Time,
    events::{SignatureError, StreamEntry, Verifier},
};
use wsapi_transport_tests::{SECRET, sign};

struct Vector {
    name: String,
    secret: String,
    body: String,
    signature: String,
    entry: StreamEntry,
}

fn vectors() -> Vec<Vector> {
    let texts = [include_str!("../vectors/events.json"), include_str!("../vectors/python.json")];
    let vectors = texts.map(|text| serde_json::from_str::<Vec<Value>>(text).expect("the vectors are JSON"));
    let vectors = vectors.into_iter().flatten().map(|vector| {
        let text = |name: &str| vector[name].as_str().expect("each has all texts").to_owned();
        let fields = vector["redisFields"].as_object().expect("each has fields");
        let fields = fields.iter().map(|(name, value)| (name.as_str(), value.as_str().expect("fields are texts")));
        Vector {
            name: text("name"),
            secret: text("secret"),
            body: text("webhookBody"),
            signature: text("signature"),
            entry: StreamEntry::from_fields(fields),
        }
    });
    vectors.collect()
}

#[test]
fn the_service_signs_what_is_verified_in_both_forms() {
    let vectors = vectors();
    assert_eq!(vectors.len(), 8 + 6);
    for Vector { name, secret, body, signature, entry } in vectors {
        let verifier = Verifier::new(secret).expect("a secret");
        let posted = verifier.read(body.as_bytes(), Some(&signature)).expect("it is signed").expect("it can be read");
        assert_eq!(entry.json(), body, "{name}: the envelope is put together again byte for byte");
        let streamed = entry.read(&verifier).expect("it is signed").expect("it can be read");
        assert_eq!(posted, streamed, "{name}");
        let original: Value = serde_json::from_str(&body).expect("JSON");
        assert_eq!(serde_json::to_value(&posted).expect("it can be written"), original, "{name}");
    }
}

#[test]
fn a_single_bit_is_enough_to_be_refused() {
    for Vector { name, secret, body, signature, .. } in vectors() {
        let verifier = Verifier::new(secret).expect("a secret");
        for bit in 0..body.len() * 8 {
            let mut changed = body.clone().into_bytes();
            changed[bit / 8] ^= 1 << (bit % 8);
            let refused = verifier.verify(&changed, Some(&signature));
            assert_eq!(refused, Err(SignatureError::Mismatch), "{name}: bit {bit} of the body");
        }
        for bit in 0..signature.len() * 8 {
            let mut changed = signature.clone().into_bytes();
            changed[bit / 8] ^= 1 << (bit % 8);
            // A header holds text; what is none never gets here.
            let Ok(changed) = String::from_utf8(changed) else { continue };
            assert!(verifier.verify(body.as_bytes(), Some(&changed)).is_err(), "{name}: bit {bit} of the signature");
        }
    }
}

#[test]
fn what_is_no_signature_is_told_apart_from_a_wrong_one() {
    let verifier = Verifier::new(SECRET).expect("a secret");
    let right = sign(b"{}");
    let upper = right.to_uppercase().replace("SHA256", "sha256");
    for malformed in ["", "sha256=", "sha256", &right[7..], &right[..70], &format!("{right}0"), &upper, "sha1=00"] {
        assert_eq!(verifier.verify(b"{}", Some(malformed)), Err(SignatureError::Malformed), "{malformed}");
    }
    assert_eq!(verifier.verify(b"{}", None), Err(SignatureError::Missing));
    assert_eq!(verifier.verify(b"{} ", Some(&right)), Err(SignatureError::Mismatch));
    assert_eq!(verifier.verify(b"{}", Some(&right)), Ok(()));
}

#[test]
fn secrets_are_replaced_one_by_one() {
    let signature = sign(b"{}");
    let both = Verifier::new("the next").expect("a secret").or(SECRET).expect("another");
    assert_eq!(both.verify(b"{}", Some(&signature)), Ok(()));
    let other = Verifier::new("the next").expect("a secret");
    assert_eq!(other.verify(b"{}", Some(&signature)), Err(SignatureError::Mismatch));
    assert!(!format!("{other:?}").contains("the next"));
}

#[test]
fn secret_that_is_blank_or_has_white_space_around_it_is_refused() {
    for (secret, message) in [
        ("", "the signing secret is empty"),
        (" ", "the signing secret is blank"),
        ("\n", "the signing secret is blank"),
        ("whsec_example\n", "the signing secret ends with a line break, which must be removed"),
        ("whsec_example\r\n", "the signing secret ends with a line break, which must be removed"),
        ("whsec_example ", "the signing secret ends with white space, which must be removed"),
        ("\twhsec_example", "the signing secret starts with white space, which must be removed"),
    ] {
        let received: Secret = serde_json::from_value(secret.into()).expect("any string");
        for built in
            [Verifier::new(secret), Verifier::new(received), Verifier::new(SECRET).expect("a secret").or(secret)]
        {
            let error = built.expect_err(message);
            assert!(error.is_invalid_input());
            assert_eq!(error.to_string(), message, "{secret:?}");
            assert!(!format!("{error:?}").contains("whsec"), "{error:?}");
        }
    }
    assert!(Verifier::new(Secret::server_default()).expect_err("it is empty").is_invalid_input());
}

#[test]
fn unsigned_events_are_taken_only_if_that_is_said() {
    let open = Verifier::accept_unsigned();
    assert_eq!(open.verify(b"{}", None), Ok(()));
    assert_eq!(open.verify(b"{}", Some("whatever")), Ok(()));
    assert!(open.or(SECRET).expect_err("a secret would protect nothing").is_invalid_input());
}

#[test]
fn what_was_recorded_is_not_taken_for_new() {
    let verifier = Verifier::new(SECRET).expect("a secret").max_age(Duration::from_secs(60));
    let check = |received_at: &Time| {
        let body = json!({ "receivedAt": received_at }).to_string();
        verifier.verify(body.as_bytes(), Some(&sign(body.as_bytes())))
    };
    let now = SystemTime::now();
    assert_eq!(check(&now.into()), Ok(()));
    assert_eq!(check(&(now - Duration::from_secs(3600)).into()), Err(SignatureError::Stale));
    assert_eq!(check(&(now + Duration::from_secs(3600)).into()), Err(SignatureError::Stale));
    assert_eq!(check(&Time::default()), Err(SignatureError::Stale));
    assert_eq!(verifier.verify(b"{}", Some(&sign(b"{}"))), Err(SignatureError::Stale), "it says no time");
    assert_eq!(
        verifier.verify(b"{}", Some(&sign(b"other"))),
        Err(SignatureError::Mismatch),
        "the signature comes first"
    );
}
