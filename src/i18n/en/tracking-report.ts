import type { ReportTexts } from '../../tracking/tracking.texts.js';

/** Reporting a problem: apology first, never an accusation. */
export const trackingReportEn: ReportTexts = {
  invite: 'Is something not right?',
  inviteText: 'Not arrived, not what you ordered, not in one piece: whatever it is, just tell us.',
  button: 'Tell us about a problem',
  title: 'Tell us what happened',
  lead: 'We are sorry for the trouble. We look at the packing record and get back to you.',
  reason: 'What is it about?',
  chooseReason: 'Please choose',
  message: 'What happened',
  messageHint: 'Describe it in your own words.',
  contact: 'How to reach you',
  contactHint: 'E-mail or phone. Leave it empty and we use the contact of the order.',
  send: 'Send',
  back: 'Back to your parcel',
  optional: 'optional',
  thanksTitle: 'Thank you, we have your message',
  thanks: 'We are sorry for the trouble. We look into it and get back to you.',
  caseNo: 'Your number',
  keepBox: 'Please keep the box and padding: the carrier needs them.',
  next: 'You find this number on your tracking page at any time.',
  states: { open: 'We are looking into it', closed: 'Closed' },
  listTitle: 'Your messages to us',
  problems: {
    reason: 'Choose what it is about.',
    message: 'Describe what happened, in up to 2,000 characters.',
    contact: 'Give an e-mail address or a phone number of up to 254 characters.',
    summary: 'Not sent yet. Please check the following.',
    tooMany:
      'You have sent several messages in a short time. If it is urgent, please phone us; otherwise try again in a while.',
    stale: 'This page was open for a long time. Please press Send once more.',
  },
};
