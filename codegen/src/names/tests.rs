//! The rules for names, as tables: what a document contains, and the name that it gets.

use std::collections::HashSet;

use super::{method_name, resource_name, setter_name, singular, snake_name, type_name, unique, variant_name};

/// Compares the name of each input with the table, and shows all that differ.
#[track_caller]
fn check(name: fn(&str) -> String, table: &[(&str, &str)]) {
    let found: Vec<_> = table.iter().map(|(input, _)| (*input, name(input))).collect();
    let expected: Vec<_> = table.iter().map(|(input, name)| (*input, (*name).to_owned())).collect();
    assert_eq!(found, expected);
}

#[test]
fn types_are_in_pascal_case() {
    check(
        type_name,
        &[
            ("book", "Book"),
            ("send-text request", "SendTextRequest"),
            ("groupJID", "GroupJid"),
            ("HTTPServer_v2", "HttpServerV2"),
            ("api.book/created", "ApiBookCreated"),
            ("größe", "Größe"),
            // A name cannot begin with a digit.
            ("2fa", "V2fa"),
            ("", "Unnamed"),
            ("日本", "日本"),
            // These names are reserved in generated code.
            ("option", "OptionType"),
            ("Call", "CallType"),
            ("self", "SelfType"),
        ],
    );
}

#[test]
fn variants_are_in_pascal_case_and_keep_a_sign() {
    check(
        variant_name,
        &[
            ("up-down", "UpDown"),
            ("NOT_FOUND", "NotFound"),
            ("image/png", "ImagePng"),
            ("24h", "V24h"),
            ("1", "V1"),
            ("-1", "Minus1"),
            ("-up", "Up"),
            ("", "Empty"),
            ("*", "Symbol"),
            // `Unknown` is the variant of all other values, and `Self` is a keyword.
            ("unknown", "UnknownValue"),
            ("self", "SelfValue"),
            // The names of types are not reserved here.
            ("none", "None"),
        ],
    );
}

#[test]
fn fields_are_in_snake_case_and_not_keywords() {
    check(
        snake_name,
        &[
            ("isGroup", "is_group"),
            ("groupJID", "group_jid"),
            ("X-Api-Key", "x_api_key"),
            ("sha256", "sha256"),
            ("filter[name]", "filter_name"),
            ("_links", "links"),
            ("$ref", "ref_"),
            ("type", "type_"),
            ("Self", "self_"),
            ("2fa", "n2fa"),
            ("", "unnamed"),
            ("@", "unnamed"),
        ],
    );
}

#[test]
fn setters_are_not_methods_of_every_call() {
    check(
        setter_name,
        &[
            ("pageNumber", "page_number"),
            ("type", "type_"),
            ("timeout", "timeout_param"),
            ("Headers", "headers"),
            ("queryEach", "query_each_param"),
            ("new", "new_param"),
        ],
    );
}

#[test]
fn resources_are_not_methods_of_the_client() {
    check(
        resource_name,
        &[
            ("books", "books"),
            ("User Groups", "user_groups"),
            ("type", "type_"),
            ("events", "events_"),
            ("Operations", "operations_"),
            ("fromEnv", "from_env_"),
            ("1on1", "n1on1"),
        ],
    );
}

#[test]
fn methods_do_not_repeat_the_resource() {
    for (operation, resource, expected) in [
        ("listBooks", "books", "list"),
        ("getBook", "books", "get"),
        ("book-add-page", "books", "add_page"),
        ("getBookPages", "books", "get_pages"),
        ("getLibraries", "library", "get_libraries"),
        ("getLibrary", "libraries", "get"),
        // A resource of several words is not recognized.
        ("getUserGroup", "user_groups", "get_user_group"),
        // At least one word is left.
        ("books", "books", "books"),
        ("matchBook", "books", "match_"),
        ("newBook", "books", "new_"),
    ] {
        assert_eq!(method_name(operation, resource), expected, "`{operation}` of `{resource}`");
    }
}

#[test]
fn singular_follows_the_regular_rules_of_english() {
    check(
        singular,
        &[
            ("books", "book"),
            ("entries", "entry"),
            ("addresses", "address"),
            ("boxes", "box"),
            ("matches", "match"),
            ("wishes", "wish"),
            ("class", "class"),
            ("status", "status"),
            ("analysis", "analysis"),
            ("data", "data"),
            ("s", "s"),
            // Irregular plurals are not known.
            ("movies", "movy"),
        ],
    );
}

#[test]
fn taken_names_are_numbered_from_2() {
    let mut taken = HashSet::from(["other2".to_owned()]);
    for (name, expected) in [
        ("Book", "Book"),
        ("Book", "Book2"),
        ("Book", "Book3"),
        ("book", "book"),
        ("book", "book_2"),
        ("book_2", "book_2_2"),
        ("other2", "other2_2"),
    ] {
        assert_eq!(unique(name.to_owned(), &mut taken), expected);
    }
}
