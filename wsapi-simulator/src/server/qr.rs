//! Images of QR codes.

use png::{BitDepth, ColorType, Encoder};
use qrcode::{Color, EcLevel, QrCode};

/// The length of each side in pixels.
const SIDE: usize = 256;
/// The margin in modules that the standard requires.
const MARGIN: usize = 4;

/// Returns a text as a QR code in PNG, or `None` if the text is too long.
pub(crate) fn picture(text: &str) -> Option<Vec<u8>> {
    let code = QrCode::with_error_correction_level(text, EcLevel::L).ok()?;
    let scale = SIDE / (code.width() + 2 * MARGIN);
    let start = (SIDE - scale * code.width()) / 2;
    let is_dark = |x: usize, y: usize| {
        let module =
            |pixel: usize| pixel.checked_sub(start)?.checked_div(scale).filter(|module| *module < code.width());
        matches!((module(x), module(y)), (Some(x), Some(y)) if code[(x, y)] == Color::Dark)
    };
    let pixels: Vec<u8> =
        (0..SIDE * SIDE).map(|pixel| if is_dark(pixel % SIDE, pixel / SIDE) { 0x00 } else { 0xff }).collect();
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, SIDE as u32, SIDE as u32);
    encoder.set_color(ColorType::Grayscale);
    encoder.set_depth(BitDepth::Eight);
    let mut writer = encoder.write_header().ok()?;
    writer.write_image_data(&pixels).ok()?;
    writer.finish().ok()?;
    Some(bytes)
}
