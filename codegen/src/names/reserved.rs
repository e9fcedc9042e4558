//! Names that generated code cannot use, each list as words in one string. A test compares them with the source of the
//! SDK.

/// Keywords of every edition; as a name, each gets a trailing underscore, since `self` and `crate` cannot be raw.
pub(super) const KEYWORDS: &str = "\
    abstract as async await become box break const continue crate do dyn else enum extern false final fn for gen if \
    impl in let loop macro match mod move mut override priv pub ref return self static struct super trait true try \
    type typeof union unsafe unsized use virtual where while yield macro_rules";

/// The types that generated code imports from the SDK.
pub const SDK_TYPES: &str = "\
    Call Class Client Credential Download Error Expected Jid Json JsonObject Media MessageId MessageRef Method \
    Nullable Operation OperationInfo Paged PhoneNumber Printed RawData Response ResponseBody Secret Text Time \
    UnknownEvent UnknownValue Unparsed Wire";

/// Other type names that generated code uses: of the standard library, of serde, and its own.
pub(super) const OTHER_TYPES: &str = "\
    BTreeMap Box Clone Copy Debug Default Deserialize Deserializer Envelope Eq Err Event EventData From Hash Into \
    IntoIterator Iterator None Ok Option PartialEq Result Self Serialize Serializer Some String Value Vec";

/// The methods that every `Call` has; a setter for a parameter of such a name gets a suffix.
pub const CALL_METHODS: &str = "\
    accept attempt_timeout content_type header header_joined header_param items new operation path query query_each \
    query_joined retry send_blocking timeout with_deadline with_response";

/// The methods of the client; a resource of such a name gets a trailing underscore.
pub const CLIENT_METHODS: &str = "\
    builder changed check_credentials clock credentials events for_instance from_env new request shared with_api_key";

/// The folders of generated code, which a module in them should not repeat.
pub(super) const FOLDERS: &str = "operations resources types";

/// Returns whether a list has the name.
pub(crate) fn contains(list: &str, name: &str) -> bool {
    list.split(' ').any(|word| word == name)
}
