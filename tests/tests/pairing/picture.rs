//! The picture of a code, read by an independent decoder.

use png::{BitDepth, ColorType, Decoder, Transformations};
use rqrr::{Grid, PreparedImage, SimpleGrid};
use wsapi_client::QrCode;

/// In the form of a real one.
const TEXT: &str = "2@ExampleRefPtYgjmUhBel31iEl2hpChYgCfrL1spNxnyVmihA/2O76UMFxFkM/R5Kjp1vRt+1fjORS/6ilI8ihN5KXSc7Tvo/hBK=,\
    ExampleqFYY/kv5ZJr3J1TWDtkwtDDb+xHKas1VOqg6=,ExampleYYZYn9ZhyiA4uoRgnatmUdjAWtGSU8po+799=,\
    ExampleNksnRH9ucAUsdMlHUvTCQCyEZDz/TddJ8HyS=";

const MARGIN: usize = 4;
const BEGIN: &str = "\x1b[38;5;232;48;5;231m";
const END: &str = "\x1b[0m";

fn drawn(text: &str) -> QrCode {
    QrCode::new(text).expect("it fits")
}

/// The rows of a terminal's picture, true where it is dark.
fn rows(art: &str) -> Vec<Vec<bool>> {
    let mut rows = Vec::new();
    for line in art.split('\n') {
        let cells = line.strip_prefix(BEGIN).and_then(|line| line.strip_suffix(END)).expect("its own colours");
        let halves = |cell| match cell {
            ' ' => (false, false),
            '▀' => (true, false),
            '▄' => (false, true),
            '█' => (true, true),
            other => panic!("no half block: {other:?}"),
        };
        let (upper, lower) = cells.chars().map(halves).unzip();
        rows.extend([upper, lower]);
    }
    rows
}

/// The modules without the margin, which must be there and light.
fn without_margin(rows: &[Vec<bool>]) -> Vec<Vec<bool>> {
    let width = rows[0].len();
    let inner = MARGIN..width - MARGIN;
    for (y, row) in rows.iter().enumerate() {
        assert_eq!(row.len(), width);
        let is_margin = |x: usize| !inner.contains(&x) || !inner.contains(&y);
        assert!((0..width).all(|x| !(is_margin(x) && row[x])), "the margin of row {y} is light");
    }
    rows[inner.clone()].iter().map(|row| row[inner.clone()].to_vec()).collect()
}

fn read(modules: &[Vec<bool>]) -> String {
    let grid = SimpleGrid::from_func(modules.len(), |x, y| modules[y][x]);
    Grid::new(grid).decode().expect("a QR code").1
}

/// Width and height, and one byte per pixel.
fn pixels(png: &[u8]) -> (usize, Vec<u8>) {
    let mut decoder = Decoder::new(std::io::Cursor::new(png));
    decoder.set_transformations(Transformations::EXPAND);
    let mut reader = decoder.read_info().expect("a PNG");
    assert_eq!((reader.info().color_type, reader.info().bit_depth), (ColorType::Grayscale, BitDepth::One));
    let mut pixels = vec![0; reader.output_buffer_size().expect("a small picture")];
    let frame = reader.next_frame(&mut pixels).expect("a picture");
    assert_eq!((frame.width, frame.bit_depth), (frame.height, BitDepth::Eight));
    (frame.width as usize, pixels)
}

/// As a camera would: it looks for the code first.
fn scan(width: usize, height: usize, pixel: impl Fn(usize, usize) -> u8) -> String {
    let mut image = PreparedImage::prepare_from_greyscale(width, height, pixel);
    let grids = image.detect_grids();
    assert_eq!(grids.len(), 1, "one QR code is found");
    grids[0].decode().expect("a QR code").1
}

#[test]
fn a_terminal_shows_what_a_phone_can_read() {
    let art = drawn(TEXT).to_terminal();
    let rows = rows(&art);
    // As compact as the documentation says, and the second half of the last line is margin too.
    assert_eq!((rows[0].len(), art.lines().count()), (65, 33));
    assert_eq!(rows.len(), 66);
    assert!(!art.ends_with('\n'));
    let modules = without_margin(&rows);
    assert_eq!(read(&modules), TEXT);
    let scale = 5;
    let shade = |x: usize, y: usize| if rows[y / scale][x / scale] { 8 } else { 255 };
    assert_eq!(scan(rows[0].len() * scale, rows.len() * scale, shade), TEXT);
}

#[test]
fn a_png_shows_what_a_phone_can_read() {
    let code = drawn(TEXT);
    let (width, pixels) = pixels(&code.to_png().expect("a picture"));
    assert_eq!(width, 65 * 8);
    assert!(pixels.iter().all(|pixel| [0, 255].contains(pixel)));
    assert_eq!(scan(width, width, |x, y| pixels[y * width + x]), TEXT);
    // Both pictures are the same.
    let dark = |x: usize, y: usize| pixels[y * 8 * width + x * 8] == 0;
    let rows: Vec<Vec<_>> = (0..65).map(|y| (0..65).map(|x| dark(x, y)).collect()).collect();
    assert_eq!(without_margin(&rows), without_margin(&self::rows(&code.to_terminal())));
}

#[test]
fn any_text_that_fits_can_be_drawn_and_read() {
    let longest = "x".repeat(2953);
    let mixed = "0123456789012345 ABCDEFGHIJ abcdefghij äöü ".repeat(20);
    for text in ["1", "2@short", "0123456789012345678901234567890123456789", "HTTPS://EXAMPLE.COM", &mixed, &longest] {
        let code = drawn(text);
        assert_eq!(read(&without_margin(&rows(&code.to_terminal()))), text);
        let (width, pixels) = pixels(&code.to_png().expect("a picture"));
        let side = width / 8;
        let rows: Vec<Vec<_>> =
            (0..side).map(|y| (0..side).map(|x| pixels[(y * width + x) * 8] == 0).collect()).collect();
        assert_eq!(read(&without_margin(&rows)), text);
    }
    assert!(QrCode::new("x".repeat(2954)).is_err());
}
