/** What staff read after they intervened. */
export const interventionTexts = {
  'waits.payment':
    'It still waits for its payment: nobody gets it yet. Once the payment has arrived it stands at its new place.',
  'waits.release':
    'It may not be worked on before its release: nobody gets it yet. From then on it stands at its new place.',
};
