//! The verification of signatures, bit by bit.
//!
//! `vectors/events.json` was printed and signed by the service's own code, `vectors/python.json` by
//! `vectors/python.py`.

use std::time::{Duration, SystemTime};

use serde_json::{Value, json};
use wsapi_client::{
    Secret, Time,
    events::{SignatureError, SignedEvent, StreamEntry, Verifier},
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
        let text = |name: &str| vector[name].as_str().expect("each vector has all texts").to_owned();
        let fields = vector["redisFields"].as_object().expect("each vector has fields");
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
fn events_signed_by_the_service_are_verified_and_read_in_both_forms() {
    let vectors = vectors();
    assert_eq!(vectors.len(), 8 + 6);
    for Vector { name, secret, body, signature, entry } in vectors {
        let verifier = Verifier::new(secret).expect("a secret");
        let posted = verifier.read(body.as_bytes(), Some(&signature)).expect("a signed event").expect("readable");
        assert_eq!(entry.json(), body, "{name}: the envelope is serialized byte for byte as received");
        let streamed = entry.read(&verifier).expect("a signed event").expect("readable");
        assert_eq!(posted, streamed, "{name}");
        let original: Value = serde_json::from_str(&body).expect("JSON");
        assert_eq!(serde_json::to_value(&posted).expect("an event can be printed"), original, "{name}");
        let stored = SignedEvent::new(body.clone(), Some(&signature));
        assert_eq!(stored.read(&verifier).expect("a signed event").expect("readable"), posted, "{name}");
        assert_eq!(verifier.sign(body.as_bytes()), Some(signature), "{name}: the SDK signs as the service does");
    }
}

#[test]
fn single_flipped_bit_of_body_or_signature_is_rejected() {
    for Vector { name, secret, body, signature, .. } in vectors() {
        let verifier = Verifier::new(secret).expect("a secret");
        for bit in 0..body.len() * 8 {
            let mut changed = body.clone().into_bytes();
            changed[bit / 8] ^= 1 << (bit % 8);
            let rejected = verifier.verify(&changed, Some(&signature));
            assert_eq!(rejected, Err(SignatureError::Mismatch), "{name}: bit {bit} of the body");
        }
        for bit in 0..signature.len() * 8 {
            let mut changed = signature.clone().into_bytes();
            changed[bit / 8] ^= 1 << (bit % 8);
            // A header that is not text is rejected earlier.
            let Ok(changed) = String::from_utf8(changed) else { continue };
            assert!(verifier.verify(body.as_bytes(), Some(&changed)).is_err(), "{name}: bit {bit} of the signature");
        }
    }
}

#[test]
fn malformed_missing_and_mismatching_signatures_are_distinguished() {
    let verifier = Verifier::new(SECRET).expect("a secret");
    let valid = sign(b"{}");
    let upper = valid.to_uppercase().replace("SHA256", "sha256");
    for malformed in ["", "sha256=", "sha256", &valid[7..], &valid[..70], &format!("{valid}0"), &upper, "sha1=00"] {
        assert_eq!(verifier.verify(b"{}", Some(malformed)), Err(SignatureError::Malformed), "{malformed}");
    }
    assert_eq!(verifier.verify(b"{}", None), Err(SignatureError::Missing));
    assert_eq!(verifier.verify(b"{} ", Some(&valid)), Err(SignatureError::Mismatch));
    assert_eq!(verifier.verify(b"{}", Some(&valid)), Ok(()));
}

#[test]
fn two_secrets_are_accepted_while_one_replaces_the_other() {
    let signature = sign(b"{}");
    let both = Verifier::new("the next").expect("a secret").also_accept(SECRET).expect("another secret");
    assert_eq!(both.verify(b"{}", Some(&signature)), Ok(()));
    let next = both.sign(b"{}").expect("there is a secret");
    assert_eq!(both.verify(b"{}", Some(&next)), Ok(()));
    assert_ne!(next, signature, "the first secret signs");
    let other = Verifier::new("the next").expect("a secret");
    assert_eq!(other.verify(b"{}", Some(&signature)), Err(SignatureError::Mismatch));
    assert!(!format!("{other:?}").contains("the next"));
}

#[test]
fn blank_or_padded_secret_is_rejected() {
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
        for built in [
            Verifier::new(secret),
            Verifier::new(received),
            Verifier::new(SECRET).expect("a secret").also_accept(secret),
        ] {
            let error = built.expect_err(message);
            assert!(error.is_invalid_input());
            assert_eq!(error.to_string(), message, "{secret:?}");
            assert!(!format!("{error:?}").contains("whsec"), "{error:?}");
        }
    }
    assert!(Verifier::new(Secret::server_default()).expect_err("it is empty").is_invalid_input());
}

#[test]
fn unsigned_events_are_accepted_only_by_accept_unsigned() {
    let open = Verifier::accept_unsigned();
    assert_eq!(open.verify(b"{}", None), Ok(()));
    assert_eq!(open.verify(b"{}", Some("anything")), Ok(()));
    assert_eq!(open.sign(b"{}"), None);
    assert!(open.also_accept(SECRET).expect_err("a secret would protect nothing").is_invalid_input());
}

#[test]
fn event_outside_max_age_is_rejected() {
    let verifier = Verifier::new(SECRET).expect("a secret").max_age(Duration::from_secs(60));
    let verify = |received_at: &Time| {
        let body = json!({ "receivedAt": received_at }).to_string();
        verifier.verify(body.as_bytes(), Some(&sign(body.as_bytes())))
    };
    let now = SystemTime::now();
    assert_eq!(verify(&now.into()), Ok(()));
    assert_eq!(verify(&(now - Duration::from_secs(3600)).into()), Err(SignatureError::Stale));
    assert_eq!(verify(&(now + Duration::from_secs(3600)).into()), Err(SignatureError::Stale));
    assert_eq!(verify(&Time::default()), Err(SignatureError::Stale));
    assert_eq!(verifier.verify(b"{}", Some(&sign(b"{}"))), Err(SignatureError::Stale), "it has no time");
    assert_eq!(
        verifier.verify(b"{}", Some(&sign(b"other"))),
        Err(SignatureError::Mismatch),
        "the signature is verified first"
    );
}
