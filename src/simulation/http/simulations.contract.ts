import { z } from 'zod';
import {
  BilingualText,
  CalendarDate,
  Id,
  Instant,
  Locale,
  PageQuery,
  pageOf,
} from '../../http/common.contract.js';
import { Scenario } from '../simulation.contract.js';
import { SimulationReport } from '../simulation.report.js';

export const SimulationParams = z.strictObject({ simulationId: Id });

/** GET …/chart.svg: in this language, else in that of Accept-Language. */
export const ChartQuery = z.strictObject({ lang: Locale.optional() });

const { stations, service, policies, deltaMinutes, deltas, seeds, capStandardP99 } = Scenario.shape;

const Stage = z.string().regex(/^[a-z][a-z0-9_]{0,39}$/, 'must be the code of a stage, such as pack');

/** A day of the warehouse as it was, or with something changed. */
export const FromOrders = z
  .strictObject({
    date: CalendarDate.meta({ description: 'On the warehouse’s clock, such as yesterday.' }),
    stage: Stage.optional().meta({
      description: 'Line that is simulated; without it the one that took most of the stations’ time.',
    }),
    stations: stations
      .optional()
      .meta({ description: 'Without it as many as worked on the stage that day.' }),
    service: service.optional().meta({
      description:
        'Without it as measured in the warehouse; the stage’s planned minutes before there is a measurement.',
    }),
    policies,
    deltaMinutes: deltaMinutes.unwrap().optional().meta({
      description: 'Head start that the policies are shown with; the recommended one without it.',
    }),
    deltas,
    seeds,
    capStandardP99,
  })
  .meta({ id: 'SimulateDay' });

/** POST /v1/simulations */
export const SimulationBody = z
  .strictObject({ scenario: Scenario.optional(), fromOrders: FromOrders.optional() })
  .refine(({ scenario, fromOrders }) => (scenario === undefined) !== (fromOrders === undefined), {
    message: 'give either scenario, or fromOrders with a date',
  })
  .meta({ id: 'SimulationBody' });

/** What is simulated; of a real day, what was found of it. */
export const SimulationSource = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('scenario') }),
    z.strictObject({ kind: z.literal('day'), date: CalendarDate, stage: z.string(), orders: z.int() }),
  ])
  .meta({ id: 'SimulationSource' });

const State = z.enum(['queued', 'running', 'done', 'failed']);

const Progress = z
  .strictObject({ done: z.int(), total: z.int() })
  .meta({ description: 'Simulated days: each seed under each policy and each head start that is tried.' });

const base = {
  id: Id,
  state: State,
  source: SimulationSource,
  progress: Progress,
  createdAt: Instant,
  finishedAt: Instant.nullable(),
  problem: BilingualText.nullable().meta({ description: 'Why it failed, and what to do.' }),
};

export const SimulationSummary = z
  .strictObject({
    ...base,
    headline: BilingualText.nullable(),
    recommendedDeltaMinutes: z.number().nullable().meta({ description: '0: no head start meets the cap.' }),
  })
  .meta({ id: 'SimulationSummary' });

export const Simulation = z
  .strictObject({
    ...base,
    report: SimulationReport.nullable(),
    chartUrl: z.string().nullable().meta({ description: 'The report as an SVG; `?lang=ja` or `en`.' }),
  })
  .meta({ id: 'Simulation' });

export const SimulationAccepted = z.strictObject({ id: Id, state: State }).meta({ id: 'SimulationAccepted' });

export const SimulationListQuery = PageQuery;
export const SimulationPage = pageOf(SimulationSummary).meta({ id: 'SimulationPage' });

export type SimulationBody = z.infer<typeof SimulationBody>;
export type FromOrders = z.infer<typeof FromOrders>;
export type Simulation = z.infer<typeof Simulation>;
export type SimulationSource = z.infer<typeof SimulationSource>;
export type SimulationSummary = z.infer<typeof SimulationSummary>;
export type SimulationAccepted = z.infer<typeof SimulationAccepted>;
export type SimulationPage = z.infer<typeof SimulationPage>;
