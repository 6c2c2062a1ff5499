//! The bytes of a stream, unpacked.

use std::io::Read;

use flate2::read::ZlibDecoder;

use super::object::{Dictionary, Object, is_space};

/// Unpacks the bytes of a stream, `most` at most; `None` if they are damaged, too many, or packed in a way
/// that is for pictures.
pub fn unpack(dictionary: &Dictionary, packed: &[u8], most: usize) -> Option<Vec<u8>> {
    let get = |long: &[u8], short: &[u8]| dictionary.get(long).or_else(|| dictionary.get(short));
    let listed = |object: Option<&Object>| match object {
        Some(Object::Array(array)) => array.clone(),
        Some(object) => vec![object.clone()],
        None => Vec::new(),
    };
    let parameters = listed(get(b"DecodeParms", b"DP"));
    let mut bytes = None;
    for (at, filter) in listed(get(b"Filter", b"F")).iter().enumerate() {
        let packed = bytes.as_deref().unwrap_or(packed);
        let unpacked = match filter.name()? {
            b"FlateDecode" | b"Fl" => inflate(packed, most)?,
            b"ASCIIHexDecode" | b"AHx" => from_hexadecimal(packed),
            b"ASCII85Decode" | b"A85" => from_base_85(packed),
            b"LZWDecode" | b"LZW" => from_lzw(packed, most)?,
            _ => return None,
        };
        bytes = match parameters.get(at).and_then(Object::dictionary) {
            Some(given) => Some(without_predictor(unpacked, given)?),
            None => Some(unpacked),
        };
    }
    Some(bytes.unwrap_or_else(|| packed.to_vec()))
}

fn inflate(packed: &[u8], most: usize) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = u64::try_from(most).unwrap_or(u64::MAX);
    ZlibDecoder::new(packed).take(most.saturating_add(1)).read_to_end(&mut bytes).ok()?;
    (bytes.len() as u64 <= most).then_some(bytes)
}

fn from_hexadecimal(packed: &[u8]) -> Vec<u8> {
    let digits =
        packed.iter().take_while(|byte| **byte != b'>').filter_map(|byte| char::from(*byte).to_digit(16));
    let digits: Vec<u8> = digits.filter_map(|digit| u8::try_from(digit).ok()).collect();
    digits.chunks(2).map(|pair| pair[0] * 16 + pair.get(1).copied().unwrap_or(0)).collect()
}

fn from_base_85(packed: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(packed.len());
    let mut group: Vec<u32> = Vec::with_capacity(5);
    for byte in packed.iter().take_while(|byte| **byte != b'~').filter(|byte| !is_space(**byte)) {
        match byte {
            b'z' if group.is_empty() => bytes.extend([0; 4]),
            b'!'..=b'u' => group.push(u32::from(byte - b'!')),
            _ => {}
        }
        if group.len() == 5 {
            bytes.extend(base_85_group(&group));
            group.clear();
        }
    }
    if group.len() > 1 {
        let kept = group.len() - 1;
        group.resize(5, 84);
        bytes.extend(base_85_group(&group).into_iter().take(kept));
    }
    bytes
}

fn base_85_group(group: &[u32]) -> [u8; 4] {
    group.iter().fold(0_u32, |sum, digit| sum.wrapping_mul(85).wrapping_add(*digit)).to_be_bytes()
}

fn from_lzw(packed: &[u8], most: usize) -> Option<Vec<u8>> {
    const CLEAR: usize = 256;
    const END: usize = 257;
    let mut bytes: Vec<u8> = Vec::new();
    // Each entry is a range of the bytes that were written.
    let mut table: Vec<(usize, usize)> = Vec::new();
    let mut last: Option<(usize, usize)> = None;
    let (mut held, mut bits, mut width) = (0_u32, 0, 9);
    for byte in packed {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        if bits < width {
            continue;
        }
        bits -= width;
        let code = (held >> bits & ((1 << width) - 1)) as usize;
        if code == END {
            break;
        } else if code == CLEAR {
            (last, width) = (None, 9);
            table.clear();
            continue;
        }
        let start = bytes.len();
        match (code, last) {
            (0..256, _) => bytes.push(u8::try_from(code).ok()?),
            (code, Some((from, to))) => {
                let known = table.get(code - 258).copied();
                let (from, to) = known.or((code - 258 == table.len()).then_some((from, to + 1)))?;
                for at in from..to {
                    bytes.push(*bytes.get(at)?);
                }
            }
            (_, None) => return None,
        }
        if let Some((from, to)) = last {
            table.push((from, to + 1));
        }
        last = Some((start, bytes.len()));
        width = match table.len() + 259 {
            ..512 => 9,
            512..1024 => 10,
            1024..2048 => 11,
            _ => 12,
        };
        if bytes.len() > most {
            return None;
        }
    }
    Some(bytes)
}

/// Undoes what was done to rows before they were packed: PNG's filters.
fn without_predictor(bytes: Vec<u8>, parameters: &Dictionary) -> Option<Vec<u8>> {
    let get = |name: &[u8], default: u32| parameters.get(name).map_or(Some(default), Object::count);
    if get(b"Predictor", 1)? < 10 {
        return Some(bytes);
    }
    let letter =
        (get(b"Colors", 1)? as usize).checked_mul(get(b"BitsPerComponent", 8)? as usize)?.div_ceil(8).max(1);
    let row = letter.checked_mul(get(b"Columns", 1)? as usize)?.max(1);
    let mut above = vec![0_u8; row];
    let mut plain = Vec::with_capacity(bytes.len());
    for line in bytes.chunks(row.checked_add(1)?) {
        let (kind, line) = line.split_first()?;
        let mut current = vec![0_u8; row];
        for (at, byte) in line.iter().enumerate() {
            let before = |row: &[u8]| at.checked_sub(letter).map_or(0, |at| row[at]);
            let (left, up, corner) = (before(&current), above[at], before(&above));
            let guess = match kind {
                1 => left,
                2 => up,
                3 => u8::midpoint(left, up),
                4 => paeth(left, up, corner),
                _ => 0,
            };
            current[at] = byte.wrapping_add(guess);
        }
        plain.extend(&current[..line.len()]);
        above = current;
    }
    Some(plain)
}

fn paeth(left: u8, up: u8, corner: u8) -> u8 {
    let guess = i16::from(left) + i16::from(up) - i16::from(corner);
    let distance = |byte: u8| (guess - i16::from(byte)).abs();
    [left, up, corner].into_iter().min_by_key(|byte| distance(*byte)).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_bytes_are_unpacked() {
        assert_eq!(from_hexadecimal(b"41 4 2>"), b"AB");
        assert_eq!(from_base_85(b"87cURD]i,\"Ebo80~>"), b"Hello World!");
        let packed = [0x80, 0x0b, 0x60, 0x50, 0x22, 0x0c, 0x0c, 0x85, 0x01];
        assert_eq!(from_lzw(&packed, 99).unwrap(), [45, 45, 45, 45, 45, 65, 45, 45, 45, 66]);
    }

    #[test]
    fn a_stream_without_end_is_refused() {
        let mut packer = flate2::write::ZlibEncoder::new(Vec::new(), flate2::Compression::fast());
        std::io::Write::write_all(&mut packer, &vec![0; 100_000]).unwrap();
        let packed = packer.finish().unwrap();
        assert_eq!(inflate(&packed, 100_000).map(|bytes| bytes.len()), Some(100_000));
        assert_eq!(inflate(&packed, 99_999), None);
        assert_eq!(inflate(&packed[..packed.len() / 2], 100_000), None);
    }
}
