//! Files compressed by gzip or Zstandard.

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::StreamingDecoder;

use super::{Unpacked, Wrapping};
use crate::model::ContainerKind;
use crate::source::file_kind::FileKind;
use crate::source::refusal::Refusal;

impl Unpacked<'_> {
    /// Adds what a file compressed by gzip holds.
    pub(super) fn add_gzip(&mut self, bytes: &[u8], wrapping: &Wrapping) -> Result<(), Refusal> {
        let inside = self.read_all(MultiGzDecoder::new(bytes), FileKind::Gzip)?;
        self.add(inside.into(), wrapping.within(ContainerKind::Gzip, ""));
        Ok(())
    }

    /// Adds what a file compressed by Zstandard holds, which may be several frames.
    pub(super) fn add_zstd(&mut self, bytes: &[u8], wrapping: &Wrapping) -> Result<(), Refusal> {
        let (mut inside, mut rest) = (Vec::new(), bytes);
        while !rest.is_empty() {
            let frame = StreamingDecoder::new(&mut rest).map_err(|_| Refusal::Damaged(FileKind::Zstd))?;
            inside.extend(self.read_all(frame, FileKind::Zstd)?);
        }
        self.add(inside.into(), wrapping.within(ContainerKind::Zstd, ""));
        Ok(())
    }
}
