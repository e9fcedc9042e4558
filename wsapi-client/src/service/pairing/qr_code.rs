//! The code that a phone scans.

use std::fmt;

#[cfg(feature = "qr")]
use super::picture::Picture;
use crate::{Error, Secret};

/// What the largest QR code holds, at the lowest level of error correction.
const MOST_BYTES: usize = 2953;

/// A QR code that links the instance to the phone which scans it.
///
/// It is for the one who is to scan it: whoever else gets its text can link an account to the instance. So neither
/// `Debug` nor an error shows it. With the feature `qr` it can be drawn.
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
    #[cfg(feature = "qr")]
    picture: Picture,
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
        let too_long = || Error::invalid_text("the text is longer than a QR code can hold");
        if text.expose().len() > MOST_BYTES {
            return Err(too_long());
        }
        #[cfg(feature = "qr")]
        let picture = Picture::of(text.expose()).ok_or_else(too_long)?;
        Ok(Self {
            text,
            #[cfg(feature = "qr")]
            picture,
        })
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

/// Pictures.
#[cfg(feature = "qr")]
impl QrCode {
    /// The code as text for a terminal: two rows of modules a line, with the white margin that a QR code needs. Needs
    /// the feature `qr`.
    ///
    /// It is black on white on dark and on light terminals alike, since it says so itself: each line begins with the
    /// escape sequence of both colours and ends with the one that takes them back. A terminal that knows no 256
    /// colours shows these sequences instead. A real code takes about 65 columns and 33 lines.
    ///
    /// ```
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let code = wsapi_client::QrCode::new("2@Zk9vExampleRef,ExampleNoiseKey=")?;
    /// println!("{}", code.to_terminal());
    /// # Ok(())
    /// # }
    /// ```
    pub fn to_terminal(&self) -> String {
        self.picture.to_terminal()
    }

    /// The code as the bytes of a PNG file: black on white, eight pixels a module, with the white margin that a QR code
    /// needs. Needs the feature `qr`.
    ///
    /// ```
    /// # fn main() -> Result<(), wsapi_client::Error> {
    /// let code = wsapi_client::QrCode::new("2@Zk9vExampleRef,ExampleNoiseKey=")?;
    /// assert!(code.to_png()?.starts_with(b"\x89PNG"));
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// The picture cannot be encoded, which is not known to happen.
    pub fn to_png(&self) -> Result<Vec<u8>, Error> {
        self.picture.to_png().map_err(|_| Error::invalid_text("the QR code cannot be encoded as PNG"))
    }
}

impl fmt::Debug for QrCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("QrCode(…)")
    }
}
