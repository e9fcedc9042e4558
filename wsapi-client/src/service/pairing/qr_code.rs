//! The QR code that a phone scans.

use std::fmt;

#[cfg(feature = "qr")]
use super::picture::Picture;
use crate::{Error, Secret};

/// The capacity of the largest QR code, at the lowest level of error correction.
const MOST_BYTES: usize = 2953;

/// A QR code that links the instance to the phone that scans it.
///
/// Show it only to the person who scans it: anyone else who gets its text can link an account to the instance. So
/// neither `Debug` nor an error shows it. With the feature `qr` it can be drawn.
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
    /// Creates a QR code from a text, such as the one that [`qr_text`](crate::resources::Session::qr_text) returns. A
    /// [`Pairing`](crate::Pairing) creates its codes itself.
    ///
    /// ```
    /// # use wsapi_client::QrCode;
    /// assert!(QrCode::new("2@Zk9vExampleRef,ExampleNoiseKey=").is_ok());
    /// assert!(QrCode::new("too long".repeat(1000)).is_err());
    /// ```
    ///
    /// # Errors
    ///
    /// Fails if the text is empty, or too long for a QR code.
    pub fn new(text: impl Into<Secret>) -> Result<Self, Error> {
        let text = text.into();
        if text.expose().is_empty() {
            return Err(Error::invalid_text("the text of the QR code is empty"));
        }
        let too_long = || Error::invalid_text("the text is too long for a QR code");
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

    /// Returns the text of the QR code, to draw it by other means. Search for this method in a review: each call is a
    /// place where the text can leak.
    pub fn text(&self) -> &str {
        self.text.expose()
    }
}

/// Drawing.
#[cfg(feature = "qr")]
impl QrCode {
    /// Draws the code as text for a terminal. Each line shows two rows of modules. The white margin that a QR code
    /// needs is included. Requires the feature `qr`.
    ///
    /// The code is black on white on dark and light terminals alike: each line begins with the escape sequence that
    /// sets both colours, and ends with the one that resets them. A terminal without 256 colours may print these
    /// sequences as text. A real code takes about 65 columns and 33 lines.
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

    /// Draws the code as a PNG file and returns its bytes: black on white, eight pixels per module, with the white
    /// margin that a QR code needs. Requires the feature `qr`.
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
    /// Fails if the picture cannot be encoded, which is not expected to happen.
    pub fn to_png(&self) -> Result<Vec<u8>, Error> {
        self.picture.to_png().map_err(|_| Error::invalid_text("the QR code cannot be encoded as PNG"))
    }
}

impl fmt::Debug for QrCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("QrCode(…)")
    }
}
