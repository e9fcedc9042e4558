//! Finds the MIME types of files that are common on WhatsApp, from the file name or the first bytes. The service does
//! not detect them.

use base64::{Engine, prelude::BASE64_STANDARD};

/// Extensions and types. If a type has several extensions, the usual one comes first.
const TYPES: [(&str, &str); 44] = [
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("png", "image/png"),
    ("webp", "image/webp"),
    ("gif", "image/gif"),
    ("heic", "image/heic"),
    ("heif", "image/heif"),
    ("avif", "image/avif"),
    ("bmp", "image/bmp"),
    ("tif", "image/tiff"),
    ("tiff", "image/tiff"),
    ("svg", "image/svg+xml"),
    ("mp4", "video/mp4"),
    ("m4v", "video/mp4"),
    ("3gp", "video/3gpp"),
    ("mov", "video/quicktime"),
    ("webm", "video/webm"),
    ("mkv", "video/x-matroska"),
    ("avi", "video/x-msvideo"),
    ("mpg", "video/mpeg"),
    ("mpeg", "video/mpeg"),
    ("ogg", "audio/ogg"),
    ("oga", "audio/ogg"),
    ("opus", "audio/ogg"),
    ("mp3", "audio/mpeg"),
    ("m4a", "audio/mp4"),
    ("aac", "audio/aac"),
    ("amr", "audio/amr"),
    ("wav", "audio/wav"),
    ("flac", "audio/flac"),
    ("pdf", "application/pdf"),
    ("zip", "application/zip"),
    ("json", "application/json"),
    ("txt", "text/plain"),
    ("csv", "text/csv"),
    ("vcf", "text/vcard"),
    ("html", "text/html"),
    ("doc", "application/msword"),
    ("xls", "application/vnd.ms-excel"),
    ("ppt", "application/vnd.ms-powerpoint"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("rtf", "application/rtf"),
];

/// Returns the type for the extension of a file name.
pub(super) fn of_name(name: &str) -> Option<&'static str> {
    let (_, extension) = name.rsplit_once('.')?;
    TYPES.iter().find(|(other, _)| other.eq_ignore_ascii_case(extension)).map(|(_, mime)| *mime)
}

/// Returns the usual extension for a type.
pub(in crate::runtime) fn extension(mime: &str) -> Option<&'static str> {
    let mime = mime.split(';').next()?.trim();
    TYPES.iter().find(|(_, other)| other.eq_ignore_ascii_case(mime)).map(|(extension, _)| *extension)
}

/// Returns the type of a file that begins with these bytes.
pub(super) fn of_bytes(bytes: &[u8]) -> Option<&'static str> {
    let at = |offset: usize, magic: &[u8]| bytes.get(offset..).is_some_and(|rest| rest.starts_with(magic));
    let mime = match () {
        () if at(0, b"\xff\xd8\xff") => "image/jpeg",
        () if at(0, b"\x89PNG\r\n\x1a\n") => "image/png",
        () if at(0, b"GIF87a") || at(0, b"GIF89a") => "image/gif",
        () if at(0, b"RIFF") && at(8, b"WEBP") => "image/webp",
        () if at(0, b"RIFF") && at(8, b"WAVE") => "audio/wav",
        () if at(0, b"RIFF") && at(8, b"AVI ") => "video/x-msvideo",
        () if at(0, b"BM") && at(6, b"\0\0\0\0") => "image/bmp",
        () if at(4, b"ftyp") => return of_brand(bytes.get(8..12)?),
        () if at(0, b"\x1a\x45\xdf\xa3") => "video/webm",
        () if at(0, b"OggS") => "audio/ogg",
        () if at(0, b"ID3") || at(0, b"\xff\xfb") || at(0, b"\xff\xf3") || at(0, b"\xff\xf2") => "audio/mpeg",
        () if at(0, b"\xff\xf1") || at(0, b"\xff\xf9") => "audio/aac",
        () if at(0, b"#!AMR") => "audio/amr",
        () if at(0, b"fLaC") => "audio/flac",
        () if at(0, b"%PDF-") => "application/pdf",
        () if at(0, b"PK\x03\x04") => "application/zip",
        () => return None,
    };
    Some(mime)
}

/// Returns the type for the brand of a file in the ISO base media format.
fn of_brand(brand: &[u8]) -> Option<&'static str> {
    Some(match brand {
        b"heic" | b"heix" => "image/heic",
        b"mif1" => "image/heif",
        b"avif" => "image/avif",
        b"M4A " => "audio/mp4",
        b"qt  " => "video/quicktime",
        [b'3', b'g', b'p', _] => "video/3gpp",
        _ => "video/mp4",
    })
}

/// Returns the type of a file in base64.
pub(super) fn of_base64(text: &str) -> Option<&'static str> {
    // 16 characters decode to 12 bytes, which is enough for every type.
    let first = text.get(..text.len().min(16))?;
    of_bytes(&BASE64_STANDARD.decode(first).ok()?)
}
