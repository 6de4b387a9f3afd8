import type { TrackingTexts } from '../../tracking/tracking.texts.js';

/** Status of a shipment: title and body. A sentence whose values are missing is put differently or left out. */
export const trackingStatusesEn: TrackingTexts['statuses'] = {
  received: { title: 'We have your order', body: [['Thank you.'], ['We plan to ship it on {shipDate}.']] },
  awaiting_payment: {
    title: 'Waiting for your payment',
    body: [['We start as soon as it arrives.'], ['Please pay by {payBy}.']],
  },
  scheduled: {
    title: 'Timed for your date',
    body: [
      [
        'We ship on {shipDate} so that it arrives {deliveryDate}, {window}.',
        'We ship on {shipDate} so that it arrives {deliveryDate}.',
        'We ship on {shipDate}.',
      ],
    ],
  },
  picking: { title: 'Gathering your items', body: [['One by one from the shelf.']] },
  packing: {
    title: 'Inspecting and packing',
    body: [['We check each piece as we wrap it.'], ['We plan to ship on {shipDate}.']],
  },
  inspected: {
    title: 'Inspected',
    body: [['{n} points checked against our standard.']],
  },
  swapped: {
    title: 'We exchanged an item',
    body: [
      ['We found {defect} and replaced it.', 'Something was not quite right, so we replaced it.'],
      ['Your date stays the same.'],
    ],
  },
  short: {
    title: 'Something is missing on our side, sorry',
    body: [['{item} is short.'], ['We will be in touch with you.']],
  },
  packed: {
    title: 'Packed',
    body: [['Closed at {at}, waiting for the carrier.', 'Waiting for the carrier.']],
  },
  late_ours: {
    title: 'We are late, and sorry',
    body: [
      ['We promised {oldDate}, and it has not left yet.'],
      ['We show the new date here as soon as we know it. You may cancel.'],
    ],
  },
  handed_over: {
    title: 'Shipped',
    body: [
      ['Handed to {carrier}. Tracking number {number}.', 'Handed to {carrier}.', 'Handed to the carrier.'],
    ],
  },
  in_transit: {
    title: 'On its way',
    body: [
      ['{place}, {at}.', 'As of {at}.'],
      ['Expected {deliveryDate}, {window}.', 'Expected {deliveryDate}.'],
    ],
  },
  out_for_delivery: {
    title: 'Arriving today',
    body: [['Out for delivery ({window}).', 'Out for delivery.']],
  },
  attempt_failed: {
    title: 'We missed you',
    body: [['Kept until {keepUntil}.'], ['Arrange redelivery on the carrier’s page below.']],
  },
  available_for_pickup: {
    title: 'Ready to collect',
    body: [['At {place} until {keepUntil}.', 'At {place}.', 'The carrier is keeping it for you.']],
  },
  late_carrier: {
    title: 'Delivery is delayed',
    body: [['The carrier is checking.'], ['As of {at}; news appears on this page.']],
  },
  carrier_silent: {
    title: 'No news from the carrier',
    body: [
      ['If your parcel has not reached you, tell us with the button below and we look into it at once.'],
    ],
  },
  delivered: { title: 'Delivered', body: [['{at}.']] },
  cancelled: {
    title: 'Cancelled',
    body: [
      ['Your refund arrives by about {refundBy}.', 'If you have already paid, ask us about your refund.'],
    ],
  },
  returned: {
    title: 'It came back to us',
    body: [['Choose resend or refund: contact us and we arrange it.']],
  },
};
