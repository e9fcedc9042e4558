//! The code that a phone scans.

use std::fmt;

use crate::{Error, Secret};

/// What the largest QR code holds, at the lowest level of error correction.
const MOST_BYTES: usize = 2953;

/// A QR code that links the instance to the phone which scans it.
///
/// It is for the one who is to scan it: whoever else gets its text can link an account to the instance. So neither
/// `Debug` nor an error shows it.
///
/// ```
/// # fn main() -> Result<(), wsapi_client::Error> {
/// let code = wsapi_client::QrCode::new("2@Zk9vExampleRef,ExampleNoiseKey=")?;
/// assert_eq!(format!("{code:?}"), "QrCode(…)");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct QrCode {
    text: Secret,
}

impl QrCode {
    /// A code of this text, such as one that [`qr_text`](crate::resources::Session::qr_text) gave.
    /// [`Pairing`](crate::Pairing) gives them ready made.
    ///
    /// ```
    /// # use wsapi_client::QrCode;
    /// assert!(QrCode::new("2@Zk9vExampleRef,ExampleNoiseKey=").is_ok());
    /// assert!(QrCode::new("too long".repeat(1000)).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// The text is empty, or longer than a QR code can hold.
    pub fn new(text: impl Into<Secret>) -> Result<Self, Error> {
        let text = text.into();
        if text.expose().is_empty() {
            return Err(Error::invalid_text("the text of the QR code is empty"));
        }
        if text.expose().len() > MOST_BYTES {
            return Err(Error::invalid_text("the text is longer than a QR code can hold"));
        }
        Ok(Self { text })
    }

    /// What the QR code says, for those who draw it themselves. Where it is called, the text can leak: search for it in
    /// a review.
    ///
    /// ```
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// # use wsapi_client::QrCode;
    /// assert_eq!(QrCode::new("2@Zk9vExampleRef")?.text(), "2@Zk9vExampleRef");
    /// # Ok(())
    /// # }
    /// ```
    pub fn text(&self) -> &str {
        self.text.expose()
    }
}

impl fmt::Debug for QrCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("QrCode(…)")
    }
}
