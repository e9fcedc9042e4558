//! Parses and formats RFC 3339, so that the SDK needs no date-time crate.

const SECOND: i128 = 1_000_000_000;
const MINUTE: i128 = 60 * SECOND;
const HOUR: i128 = 60 * MINUTE;
const DAY: i128 = 24 * HOUR;

/// Returns the nanoseconds from 1970 to the start of a day in UTC.
pub(super) const fn nanoseconds(year: i64, month: i64, day: i64) -> i128 {
    days(year, month, day) as i128 * DAY
}

/// Returns the nanoseconds since 1970, if the text is a time. Fractions of a nanosecond are cut off.
pub(super) fn parse(text: &str) -> Option<i128> {
    let (date_time, rest) = text.as_bytes().split_at_checked(19)?;
    let (&[y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1, b'T' | b't' | b' '], time) = date_time.split_first_chunk()?
    else {
        return None;
    };
    let &[h0, h1, b':', i0, i1, b':', s0, s1] = time else { return None };
    let (year, month, day) = (number(&[y0, y1, y2, y3])?, number(&[m0, m1])?, number(&[d0, d1])?);
    let (hour, minute, second) = (number(&[h0, h1])?, number(&[i0, i1])?, number(&[s0, s1])?);
    // Second 60 is a leap second. It counts as the first second of the next minute.
    if !(1..=12).contains(&month) || day < 1 || day > days_in(year, month) || hour > 23 || minute > 59 || second > 60 {
        return None;
    }
    let (fraction, zone) = split_fraction(rest)?;
    let local = i128::from(hour) * HOUR + i128::from(minute) * MINUTE + i128::from(second) * SECOND;
    Some(nanoseconds(year, month, day) + local + fraction - offset(zone)?)
}

/// Formats a time in UTC with as many fraction digits as it needs. A time outside the years 0 to 9999 is clamped.
pub(super) fn format(nanos: i128) -> String {
    let nanos = nanos.clamp(nanoseconds(0, 1, 1), nanoseconds(10_000, 1, 1) - 1);
    let (year, month, day) = date(nanos.div_euclid(DAY) as i64);
    let within = nanos.rem_euclid(DAY);
    let (hour, minute, second) = (within / HOUR, within % HOUR / MINUTE, within % MINUTE / SECOND);
    let mut text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    if within % SECOND != 0 {
        text.push_str(format!(".{:09}", within % SECOND).trim_end_matches('0'));
    }
    text.push('Z');
    text
}

/// Parses `.123` at the start of the text, as nanoseconds.
fn split_fraction(text: &[u8]) -> Option<(i128, &[u8])> {
    let [b'.', digits @ ..] = text else { return Some((0, text)) };
    let length = digits.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let (digits, rest) = digits.split_at(length);
    let counted = &digits[..length.min(9)];
    let scale = 10_i128.pow(9 - counted.len() as u32);
    Some((i128::from(number(counted)?) * scale, rest))
}

/// Parses `Z`, `+02:00` or `-02:00`, as nanoseconds east of Greenwich.
fn offset(zone: &[u8]) -> Option<i128> {
    let (sign, h0, h1, m0, m1) = match *zone {
        [b'Z' | b'z'] => return Some(0),
        [b'+', h0, h1, b':', m0, m1] => (1, h0, h1, m0, m1),
        [b'-', h0, h1, b':', m0, m1] => (-1, h0, h1, m0, m1),
        _ => return None,
    };
    let (hours, minutes) = (number(&[h0, h1])?, number(&[m0, m1])?);
    (hours < 24 && minutes < 60).then(|| sign * (i128::from(hours) * HOUR + i128::from(minutes) * MINUTE))
}

fn number(digits: &[u8]) -> Option<i64> {
    if digits.is_empty() {
        return None;
    }
    digits.iter().try_fold(0, |number, digit| digit.is_ascii_digit().then(|| number * 10 + i64::from(digit - b'0')))
}

fn days_in(year: i64, month: i64) -> i64 {
    let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    days(next_year, next_month, 1) - days(year, month, 1)
}

/// Returns the days since 1970 in the Gregorian calendar. Years start in March here, so that a leap day is the last day
/// of its year (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
const fn days(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let (era, year) = (year.div_euclid(400), year.rem_euclid(400));
    era * 146_097 + year * 365 + year / 4 - year / 100 + day_of_year - 719_468
}

/// Reverses [`days`]: returns year, month and day.
fn date(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let (era, day) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (era * 400 + year + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::{DAY, SECOND, date, days, format, parse};

    #[test]
    fn days_and_date_are_inverse_for_ten_thousand_years() {
        for day in days(0, 1, 1)..days(10_000, 1, 1) {
            let (year, month, of_month) = date(day);
            assert_eq!(days(year, month, of_month), day);
        }
        assert_eq!((date(0), date(-1), date(11_016)), ((1970, 1, 1), (1969, 12, 31), (2000, 2, 29)));
    }

    #[test]
    fn rfc_3339_is_read() {
        let cases = [
            ("1970-01-01T00:00:00Z", 0),
            ("1970-01-02t00:00:00z", DAY),
            ("1970-01-01 01:00:00+01:00", 0),
            ("1969-12-31T23:00:00-01:00", 0),
            ("1970-01-01T00:00:00.000000001Z", 1),
            ("1970-01-01T00:00:00.1234567899Z", 123_456_789),
            ("1969-12-31T23:59:59.5Z", -SECOND / 2),
            ("1970-01-01T00:00:60Z", 60 * SECOND),
            ("2026-03-01T12:00:00.123456789+02:30", 1_772_357_400_123_456_789),
        ];
        for (text, nanos) in cases {
            assert_eq!(parse(text), Some(nanos), "{text}");
        }
    }

    #[test]
    fn text_that_is_not_a_time_is_rejected() {
        for text in [
            "",
            "now",
            "1970-01-01",
            "1970-01-01T00:00:00",
            "1970-01-01T00:00:00.Z",
            "1970-13-01T00:00:00Z",
            "1970-00-01T00:00:00Z",
            "2026-02-29T00:00:00Z",
            "1970-01-00T00:00:00Z",
            "1970-01-01T24:00:00Z",
            "1970-01-01T00:60:00Z",
            "1970-01-01T00:00:61Z",
            "1970-01-01T00:00:00+24:00",
            "1970-01-01T00:00:00+0100",
            "1970-01-01T00:00:00Z ",
            "+970-01-01T00:00:00Z",
            "1970-01-01T00:00:0é",
            "１970-01-01T00:00:00Z",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }

    #[test]
    fn formatted_time_parses_to_the_same_time() {
        for (nanos, text) in [
            (0, "1970-01-01T00:00:00Z"),
            (-1, "1969-12-31T23:59:59.999999999Z"),
            (1_500_000_000, "1970-01-01T00:00:01.5Z"),
            (1_772_357_400_123_456_789, "2026-03-01T09:30:00.123456789Z"),
        ] {
            assert_eq!(format(nanos), text);
            assert_eq!(parse(text), Some(nanos));
        }
        assert_eq!(format(i128::MAX), "9999-12-31T23:59:59.999999999Z");
        assert_eq!(format(i128::MIN), "0000-01-01T00:00:00Z");
    }
}
