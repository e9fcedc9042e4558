//! Downloads of the files in messages.

use std::time::SystemTime;

use http::{HeaderValue, header};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use wsapi_client::{Time, operations};

use super::Behaviour;
use crate::{
    network::{File, is_record},
    server::{Context, Rejection, Response, go_base64},
};

/// The characters that RFC 5987 requires to be percent-encoded.
const ENCODED: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'!').remove(b'#').remove(b'$').remove(b'&').remove(b'+').remove(b'-').remove(b'.');

pub(super) fn behaviours() -> Vec<Behaviour> {
    vec![Behaviour::writing::<operations::DownloadMedia>(download)]
}

fn download(context: &mut Context<'_>) -> Result<Response, Rejection> {
    let id = decoded(context.query("id").unwrap_or_default())?;
    let gone = || Rejection::bad_request("failed to download media: download failed with status code 404");
    let file = context.world.network.file(&id).ok_or_else(gone)?;
    let limit = context.world.settings.max_file_size;
    if file.length() > limit {
        return Err(Rejection::new(413, format!("file size {} exceeds limit {limit}", file.length())));
    }
    let mut response = Response::new(file.bytes.clone());
    let headers = response.headers_mut();
    if let Ok(mime_type) = HeaderValue::from_str(&file.mime_type) {
        headers.insert(header::CONTENT_TYPE, mime_type);
    }
    headers.insert(header::CONTENT_LENGTH, file.bytes.len().into());
    if let Ok(disposition) = HeaderValue::from_str(&disposition(&name(file, context.now()))) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    Ok(response)
}

/// Decodes an id, whose bytes must begin as a gzip record.
fn decoded(id: &str) -> Result<Vec<u8>, Rejection> {
    let broken = |problem: String| Rejection::bad_request(format!("failed to decode media ID: {problem}"));
    let bytes = go_base64::url_safe(id).map_err(broken)?;
    match bytes.len() {
        length if length < 10 => Err(broken("unexpected EOF".to_owned())),
        _ if !is_record(&bytes) => Err(broken("gzip: invalid header".to_owned())),
        _ => Ok(bytes),
    }
}

/// Returns the file's name, or one with the time of the download.
fn name(file: &File, now: SystemTime) -> String {
    if !file.name.is_empty() {
        return file.name.clone();
    }
    let text = Time::from(now).to_string();
    let digits: String = text.chars().filter(char::is_ascii_digit).take(14).collect();
    let (date, time) = digits.split_at_checked(8).unwrap_or((&digits, ""));
    format!("whatsapp_media_{date}_{time}{}", file.extension())
}

/// Returns the header `Content-Disposition`, with a fallback name for old clients.
fn disposition(name: &str) -> String {
    let plain = |char: char| if matches!(char, ' '..='~') && !matches!(char, '"' | '\\') { char } else { '_' };
    let fallback: String = name.chars().map(plain).collect();
    match name.is_ascii() {
        true => format!("attachment; filename=\"{fallback}\""),
        false => {
            let encoded = utf8_percent_encode(name, ENCODED);
            format!("attachment; filename=\"{fallback}\"; filename*=UTF-8''{encoded}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn non_ascii_name_has_an_ascii_fallback() {
        assert_eq!(disposition("a \"b\".pdf"), "attachment; filename=\"a _b_.pdf\"");
        let menu = "attachment; filename=\"Men_.pdf\"; filename*=UTF-8''Men%C3%BC.pdf";
        assert_eq!(disposition("Menü.pdf"), menu);
    }
}
