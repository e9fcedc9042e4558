//! Phone numbers as arguments: sent in one form, and rejected before anything is sent.

use super::{Script, client, json};
use crate::{
    prelude::{Call, Class, Client, Credential, Jid, Json, Method, OperationInfo, PhoneNumber, Wire, object},
    runtime::json::show::Shown,
};

/// Checks one number.
#[derive(Debug)]
enum Check {}

impl Wire for Check {
    type Request = ();
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "check",
        method: Method::GET,
        path: "/users/{phone}/check",
        credential: Credential::Instance,
        class: Class::Safe,
        success: &[200],
        errors: &[400],
    };
}

/// Checks many numbers.
#[derive(Debug)]
enum CheckMany {}

impl Wire for CheckMany {
    type Request = Json<CheckManyRequest>;
    type Response = ();
    const DESCRIPTION: &'static OperationInfo = &OperationInfo {
        id: "checkMany",
        method: Method::POST,
        path: "/users/check",
        credential: Credential::Instance,
        class: Class::Safe,
        success: &[200],
        errors: &[400],
    };
}

#[derive(Clone, PartialEq)]
struct CheckManyRequest {
    phones: Vec<PhoneNumber>,
}

object!(CheckManyRequest { phones: "phones" });

fn check(client: &Client, phone: impl Into<PhoneNumber>) -> Call<Check> {
    Call::new(client, ()).path(phone.into())
}

fn check_many(client: &Client, phones: impl IntoIterator<Item = impl Into<PhoneNumber>>) -> Call<CheckMany> {
    Call::new(client, CheckManyRequest { phones: phones.into_iter().map(Into::into).collect() })
}

/// A JID as the service may send it.
fn received(text: &str) -> Jid {
    serde_json::from_value(text.into()).expect("any string")
}

#[tokio::test]
async fn number_is_sent_as_plus_and_digits_however_it_is_written() {
    let person = Jid::phone("+491701234567").expect("a number");
    let texts = ["+49 170 1234567", "0049 170 1234567", "+49 (0)170 / 123-4567", "+491701234567\n"];
    let mut numbers: Vec<PhoneNumber> = texts.into_iter().map(PhoneNumber::from).collect();
    numbers.extend([
        PhoneNumber::from(&person),
        received("+491701234567@s.whatsapp.net").into(),
        received("491701234567:4@S.WHATSAPP.NET").into(),
        received("491701234567@c.us").into(),
        received("491701234567").into(),
        PhoneNumber::parse("+49 170 1234567").expect("a number"),
    ]);
    for number in &numbers {
        let server = Script::new([json("200 OK", "")]).await;
        check(&client(&server), number).await.expect("a success");
        assert_eq!(server.request().line, "GET /users/+491701234567/check HTTP/1.1", "{number}");
        assert_eq!(number.to_jid().expect("a number"), person);
    }
    let server = Script::new([json("200 OK", "")]).await;
    check_many(&client(&server), [&numbers[0], &numbers[1]]).await.expect("a success");
    assert_eq!(server.request().body, r#"{"phones":["+491701234567","+491701234567"]}"#);
}

#[tokio::test]
async fn text_that_is_not_a_number_is_rejected_before_anything_is_sent() {
    let server = Script::new([json("200 OK", "")]).await;
    let client = client(&server);
    for (text, problem) in [
        ("", "is empty"),
        (
            "0170 1234567",
            "starts with a single 0, so it has no country code; replace the 0 with `+` and the country code",
        ),
        ("tel:+491701234567", "starts with `tel:`; remove it"),
        ("whatsapp:+491701234567", "starts with `whatsapp:`; remove it"),
        ("+49 170", "has fewer than 7 digits"),
        ("139298808573963@lid", "is a LID, which hides the phone number"),
        ("120363151623077576@g.us", "contains an `@`; use `str::parse` for a JID"),
    ] {
        let eager = PhoneNumber::parse(text).unwrap_err();
        assert_eq!(eager.to_string(), format!("invalid phone number: it {problem}"));
        assert_eq!(Jid::phone(text).unwrap_err().to_string(), eager.to_string());
        assert_eq!(PhoneNumber::from(text).to_jid().unwrap_err().to_string(), eager.to_string());

        for number in [PhoneNumber::from(text), PhoneNumber::from(received(text))] {
            let in_path = check(&client, &number).await.unwrap_err();
            assert!(in_path.is_invalid_input());
            assert_eq!(in_path.to_string(), format!("check: the path parameter `phone` {problem}"));
            let in_body = check_many(&client, [PhoneNumber::from("+491701234567"), number]).await.unwrap_err();
            assert_eq!(in_body.to_string(), format!("checkMany: `phones[1]` {problem}"));
        }
    }
    assert!(server.requests().is_empty());
}

#[test]
fn text_is_preserved_and_hidden_from_logs() {
    for (text, written) in
        [("+49 170 1234567", "+491701234567"), ("491701234567", "491701234567"), ("", ""), ("a", "a")]
    {
        let number: PhoneNumber = serde_json::from_value(text.into()).expect("any string");
        assert_eq!((number.as_str(), number.to_string().as_str()), (text, text));
        assert_eq!(serde_json::to_value(&number).expect("JSON"), written);
        assert_eq!(format!("{number:?} {:?}", Shown(&number)), "PhoneNumber(…) PhoneNumber(…)");
        assert_eq!(number, PhoneNumber::from(text.to_owned()));
    }
}
