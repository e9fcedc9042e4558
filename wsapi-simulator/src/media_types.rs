//! MIME types of files.

/// The MIME type of every voice message.
pub(crate) const VOICE: &str = "audio/ogg; codecs=opus";

/// The MIME type of every sticker.
pub(crate) const STICKER: &str = "image/webp";

const TYPES: [(&str, &str); 23] = [
    ("avif", "image/avif"),
    ("csv", "text/csv; charset=utf-8"),
    ("doc", "application/msword"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("gif", "image/gif"),
    ("html", "text/html; charset=utf-8"),
    ("jpeg", "image/jpeg"),
    ("jpg", "image/jpeg"),
    ("json", "application/json"),
    ("mp3", "audio/mpeg"),
    ("mp4", "video/mp4"),
    ("ogg", "audio/ogg"),
    ("pdf", "application/pdf"),
    ("png", "image/png"),
    ("ppt", "application/vnd.ms-powerpoint"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
    ("txt", "text/plain; charset=utf-8"),
    ("vcf", "text/vcard; charset=utf-8"),
    ("webp", "image/webp"),
    ("xls", "application/vnd.ms-excel"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("xml", "text/xml; charset=utf-8"),
    ("zip", "application/zip"),
];

/// Returns the MIME type of a file with this name.
pub(crate) fn of_name(name: &str) -> &'static str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let found = TYPES.iter().find(|(other, _)| other.eq_ignore_ascii_case(extension));
    found.map_or("application/octet-stream", |(_, mime_type)| *mime_type)
}
