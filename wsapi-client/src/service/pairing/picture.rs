//! Draws a QR code.

use png::{BitDepth, ColorType, Encoder, EncodingError};
use qrcode::{Color, EcLevel, QrCode, render::unicode::Dense1x2};

/// The margin in modules that the standard requires. The terminal picture has the same.
const MARGIN: usize = 4;
/// The pixels of a module in each direction. A pixel is one bit, so a row of a module is one byte.
const PIXELS: usize = 8;

/// Near black on white. Themes change the first 16 colours, and some themes the next six, so these are later ones.
const BLACK_ON_WHITE: &str = "\x1b[38;5;232;48;5;231m";
const RESET: &str = "\x1b[0m";

/// The modules of a QR code.
#[derive(Clone)]
pub(super) struct Picture(QrCode);

impl Picture {
    /// Encodes the text with the lowest error correction, which gives the smallest code. A screen needs no more.
    pub(super) fn of(text: &str) -> Option<Self> {
        QrCode::with_error_correction_level(text, EcLevel::L).ok().map(Self)
    }

    pub(super) fn to_terminal(&self) -> String {
        let drawn = self.0.render::<Dense1x2>().build();
        let lines: Vec<_> = drawn.lines().map(|line| format!("{BLACK_ON_WHITE}{line}{RESET}")).collect();
        lines.join("\n")
    }

    pub(super) fn to_png(&self) -> Result<Vec<u8>, EncodingError> {
        let side = self.0.width() + 2 * MARGIN;
        let mut pixels = Vec::with_capacity(side * side * PIXELS);
        for y in 0..side {
            let row: Vec<u8> = (0..side).map(|x| if self.is_dark(x, y) { 0x00 } else { 0xff }).collect();
            pixels.extend(row.repeat(PIXELS));
        }
        let length = u32::try_from(side * PIXELS).unwrap_or(u32::MAX);
        let mut bytes = Vec::new();
        let mut encoder = Encoder::new(&mut bytes, length, length);
        encoder.set_color(ColorType::Grayscale);
        encoder.set_depth(BitDepth::One);
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&pixels)?;
        writer.finish()?;
        Ok(bytes)
    }

    /// Returns whether the module is dark, counted from the corner of the margin. The margin is light.
    fn is_dark(&self, x: usize, y: usize) -> bool {
        let modules = MARGIN..MARGIN + self.0.width();
        modules.contains(&x) && modules.contains(&y) && self.0[(x - MARGIN, y - MARGIN)] == Color::Dark
    }
}
