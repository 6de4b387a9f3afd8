/**
 * What the browser is asked to record, best first. H.264 needs no conversion afterwards, so that the film can be
 * watched seconds after the box is closed; VP8 is what every browser can do. Matroska goes before MP4: Chromium hands over
 * Matroska every two seconds, MP4 only in fragments of 200 frames, and with a power cut all frames since the last one go.
 */
const FORMATS = [
  { mimeType: 'video/x-matroska;codecs=avc1', contentType: 'video/x-matroska' },
  { mimeType: 'video/mp4;codecs=avc1.4D401F', contentType: 'video/mp4' },
  { mimeType: 'video/webm;codecs=vp8', contentType: 'video/webm' },
  { mimeType: 'video/webm', contentType: 'video/webm' },
  { mimeType: 'video/mp4', contentType: 'video/mp4' },
] as const;

export type Format = (typeof FORMATS)[number];

/** The best format this browser records, or null when it records none. */
export function recordableFormat(): Format | null {
  if (typeof MediaRecorder === 'undefined') return null;
  return FORMATS.find(({ mimeType }) => MediaRecorder.isTypeSupported(mimeType)) ?? null;
}
