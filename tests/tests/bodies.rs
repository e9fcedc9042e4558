//! Every request body can be built with its constructor and setters, each of which sets its own field.

use wsapi_tests::{OPERATIONS, Operation, built, operations};

#[test]
fn constructors_and_setters_give_what_the_documents_show() {
    let (operations, mut bodies) = (operations(), 0);
    for arguments in operations.iter().flat_map(Operation::arguments) {
        let built = built(&arguments);
        assert_eq!(built, arguments.body, "{}", arguments.operation);
        bodies += usize::from(built.is_some());
    }
    println!("{bodies} bodies built");
    assert_eq!(operations.len(), OPERATIONS);
}
