//! The values of path, query and header parameters. A value becomes text at once, so that no later code depends on its
//! type.

use crate::runtime::{
    json::OpenEnum,
    value::{Secret, Time},
};

/// A value that is sent as text.
pub(crate) trait Param: Sized {
    fn into_param(self) -> String;

    /// Returns the text of a path parameter. Fails with a problem such as "is not a phone number".
    fn into_path_param(self) -> Result<String, &'static str> {
        Ok(self.into_param())
    }
}

impl<T: OpenEnum> Param for T {
    fn into_param(self) -> String {
        self.text().to_owned()
    }
}

impl Param for String {
    fn into_param(self) -> String {
        self
    }
}

impl Param for Secret {
    fn into_param(self) -> String {
        self.expose().to_owned()
    }
}

impl Param for Time {
    fn into_param(self) -> String {
        self.as_str().to_owned()
    }
}

macro_rules! displayed {
    ($($type:ty)*) => {
        $(impl Param for $type {
            fn into_param(self) -> String {
                self.to_string()
            }
        })*
    };
}

displayed!(bool i32 i64 u32 u64 f32 f64);
