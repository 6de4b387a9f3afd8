import type { TrackingTexts } from '../../tracking/tracking.texts.js';
import { trackingReportEn } from './tracking-report.js';
import { trackingStatusesEn } from './tracking-statuses.js';

/** What customers read. No exclamation marks, and never a word of the warehouse. */
export const trackingEn: TrackingTexts = {
  statuses: trackingStatusesEn,
  steps: ['Ordered', 'Gathering', 'Packing', 'Shipped', 'Delivered'],
  stepStates: { done: 'done', current: 'now', todo: 'to come' },
  plan: {
    shipDate: 'Planned to ship',
    shippedOn: 'Shipped on',
    delivery: 'Expected',
    orderNo: 'Order',
    parcels: 'In {n} boxes',
  },
  carriers: {
    yamato: 'Yamato Transport',
    sagawa: 'Sagawa Express',
    japan_post: 'Japan Post',
    other: 'the carrier',
  },
  parcel: {
    title: 'Your parcel',
    number: 'Tracking number',
    of: 'Box {n} of {total}',
    link: 'Follow it at {carrier}',
  },
  journey: {
    title: 'On the way',
    states: {
      pending: 'Waiting for the carrier',
      info_received: 'The carrier has the details',
      in_transit: 'On its way',
      out_for_delivery: 'Out for delivery',
      attempt_failed: 'We missed you',
      delivered: 'Delivered',
      available_for_pickup: 'Ready to collect',
      exception: 'The carrier is checking',
      expired: 'No news from the carrier',
    },
    at: '{place}',
  },
  film: {
    ready: {
      title: 'Your packing film',
      body: [['{sec} seconds, available until {until}.', 'Available until {until}.']],
    },
    preparing: {
      title: 'Your packing film is being prepared',
      body: [['It appears on this page as soon as it is ready.']],
    },
    later: {
      title: 'Watch your parcel being packed',
      body: [['The film comes to this page once the box is closed.']],
    },
    withheld: {
      title: 'Packed on record',
      body: [['The film shows the address label, so it is kept private. Here are the checks.']],
    },
    none: {
      title: 'Recorded in photos',
      body: [['{reason}, so there is no film. Here are the checks and the stills.']],
    },
    play: 'Packing film',
    whole: 'Watch the whole film',
    unplayable: 'If the film does not play, open it here',
  },
  noFilmReasons: { rejected: 'The recording was faulty', absent: 'The camera was not available' },
  stills: { title: 'Photos of the packing', plain: 'Taken while we packed' },
  record: {
    title: 'Inspection and packing record',
    lead: 'What we checked, one by one, before the box was closed.',
    stages: {
      pick: 'Gathering your items',
      inspect: 'Inspection',
      inspect_pack: 'Inspection and packing',
      pack: 'Packing',
      ship: 'Ready for the carrier',
      work: 'Preparing',
    },
    standard: 'Standard v{versions}',
    versions: ', v',
  },
  recordCount: { one: '{n} point checked', many: '{n} points checked' },
  recordHidden: 'What is inside stays a surprise. The details appear here after delivery.',
  swap: {
    title: 'We exchanged an item',
    story: [
      ['We found {defect} and replaced it.', 'Something was not quite right, so we replaced it.'],
      ['Your date stays the same.'],
    ],
  },
  short: { plain: 'Part of your order' },
  seal: {
    title: 'A tamper-evident record',
    text: 'This record is kept with a digital signature. Any later change to it would show.',
    id: 'Record {id}',
    check: 'Your own browser can check whether the film you see is the one that was signed.',
  },
  items: { title: 'What is coming', quantity: '× {n}', more: 'and {n} more' },
  report: trackingReportEn,
  contact: { title: 'Talk to us', email: 'E-mail', phone: 'Phone' },
  footer: {
    quiet: 'Nothing on this page tracks you.',
    until: 'This page is open until {until}.',
  },
  language: { label: 'Language', other: '日本語' },
  gift: { title: 'A gift is on its way to you' },
  errors: {
    unknown: {
      title: 'We could not find this page',
      body: [
        'The link may have been cut off, or the address has changed.',
        'Please open the link in the shop’s e-mail once more, from its beginning. If it still does not open, contact the shop.',
      ],
    },
    expired: {
      title: 'This link has expired',
      body: [
        'For your safety, tracking pages are open for a limited time.',
        'If you would like to see it again, contact the shop and they will send you a new link.',
      ],
    },
    revoked: {
      title: 'This link is no longer in use',
      body: [
        'It may have been replaced by a new one. Please look for the shop’s latest e-mail.',
        'If you cannot find it, contact the shop.',
      ],
    },
    closed_here: {
      title: 'Please open your link again',
      body: [
        'This page opens only in the browser in which you opened the shop’s link.',
        'Please open the link in the shop’s e-mail.',
      ],
    },
    busy: {
      title: 'This page cannot be opened right now',
      body: ['Please try again in a moment. Nothing of the record is lost.'],
    },
    not_found: {
      title: 'This cannot be shown here',
      body: ['Please go back to your tracking page and try again.'],
    },
  },
  skip: 'Skip to content',
  titleOf: '{title} | {brand}',
};
