import { DateTime } from 'luxon';
import { ok, type Schemas } from './api.js';
import type { Narrator } from './narrator.js';
import { demoOrders, type DemoName, type DemoOrder } from './people.js';
import { StationWorker } from './station-work.js';
import { firstWaybills, type DemoWaybills } from './waybills.js';
import { batchOf } from './own-orders.js';
import type { World } from './world.js';

/** What the story leaves behind to look at. */
export interface StoryResult {
  trackingUrls: { who: string; url: string }[];
  disputeUrl: string;
}

interface Taken {
  orderId: string;
  shipmentIds: string[];
  externalId: string;
}

type Waybill = Schemas['IssuedWaybillsBody']['waybills'][number];

/**
 * From intake to dispute: orders arrive, ranks decide who goes first, stations pick, inspect, pack and film, one item
 * is swapped, parcels are labelled, handed over and delivered, one arrives broken.
 */
export class Story {
  constructor(
    private readonly world: World,
    private readonly narrator: Narrator,
    private readonly worker: StationWorker,
    private readonly waybills: DemoWaybills = firstWaybills,
  ) {}

  async play(numberOf: (n: number) => string): Promise<StoryResult> {
    const orders = demoOrders(DateTime.now(), numberOf);
    const taken = await this.takeOrders(orders);
    await this.issueWaybills(taken);
    await this.worker.workOrder({
      orderNumber: taken.takase.externalId,
      film: 'h264',
      fails: { checkCode: 'IN5', defect: 'engraving' },
      waybill: this.waybills.takase.number,
    });
    const kuze = {
      orderNumber: taken.kuze.externalId,
      film: 'vp8',
      waybill: this.waybills.kuze.number,
    } as const;
    const clips = await this.worker.workOrder(kuze);
    await this.worker.workOrder({
      orderNumber: taken.kobinata.externalId,
      waybill: this.waybills.kobinata.number,
    });
    await this.handOver([
      this.waybills.takase.number,
      this.waybills.kuze.number,
      this.waybills.kobinata.number,
    ]);
    await this.deliver(taken.takase, 'in_transit');
    await this.deliver(taken.kuze, 'in_transit', 'out_for_delivery', 'delivered');
    await this.untilPlayable(clips);
    const caseId = await this.dispute(taken.kuze);
    const { baseUrl } = this.world;
    return { trackingUrls: await this.links(taken), disputeUrl: `${baseUrl}/console/cases/${caseId}` };
  }

  private async takeOrders(orders: Record<DemoName, DemoOrder>): Promise<Record<DemoName, Taken>> {
    const { brand } = this.world;
    for (const { customer, membership } of Object.values(orders)) {
      const { ref, name, nameKana, email, rank, why } = customer;
      const params = { path: { ref } };
      const body = { name, nameKana, email, membershipStatus: membership ?? ('01' as const) };
      await ok(brand.PUT('/v1/customers/{ref}', { params, body }));
      if (rank !== 'standard') {
        await ok(brand.PUT('/v1/customers/{ref}/rank', { params, body: { rank, reason: why } }));
      }
      this.narrator.say(`${name} is ${rank}: ${why}`);
    }
    const named = Object.entries(orders);
    const bodies = named.map(([, { order }]) => order);
    const { results } = await ok(brand.POST('/v1/orders', { body: { orders: bodies } })).then(batchOf);
    this.narrator.say(`${results.length} orders taken in one batch`);
    const of = (name: DemoName) => takenOf(results[named.findIndex(([each]) => each === name)]);
    return {
      takase: of('takase'),
      saegusa: of('saegusa'),
      kobinata: of('kobinata'),
      manabe: of('manabe'),
      honjo: of('honjo'),
      kaburagi: of('kaburagi'),
      isa: of('isa'),
      kuze: of('kuze'),
    };
  }

  private async issueWaybills(taken: Record<DemoName, Taken>): Promise<void> {
    await this.issue(taken.takase, [this.waybills.takase]);
    await this.issue(taken.kuze, [this.waybills.kuze]);
    await this.issue(taken.kobinata, [this.waybills.kobinata]);
    for (const [n, shipmentId] of taken.manabe.shipmentIds.entries()) {
      const waybill = this.waybills.manabe[n];
      if (waybill) await this.issue({ ...taken.manabe, shipmentIds: [shipmentId] }, [waybill]);
    }
    this.narrator.say("the carriers' issued waybills are on file: a swapped label would stop the packer");
  }

  private async issue(
    { shipmentIds: [shipmentId = ''] }: Taken,
    waybills: readonly Waybill[],
  ): Promise<void> {
    const params = { path: { shipmentId } };
    const body = { waybills: [...waybills] };
    await ok(this.world.brand.PUT('/v1/shipments/{shipmentId}/waybills', { params, body }));
  }

  private async handOver(numbers: string[]): Promise<void> {
    for (const waybill of numbers) {
      const body = { waybill, occurredAt: new Date().toISOString() };
      await ok(this.world.station.POST('/v1/station/handovers', { body }));
    }
    this.narrator.say(`${numbers.length} parcels scanned at the truck`);
  }

  private async deliver(order: Taken, ...states: Schemas['CarrierEventBody']['state'][]): Promise<void> {
    const [shipmentId = ''] = order.shipmentIds;
    for (const [n, state] of states.entries()) {
      const occurredAt = new Date(Date.now() + n).toISOString();
      const params = { path: { shipmentId } };
      await ok(
        this.world.brand.POST('/v1/shipments/{shipmentId}/carrier-events', {
          params,
          body: { state, occurredAt },
        }),
      );
    }
    this.narrator.say(`${order.externalId}: ${states.join(' → ')}`);
  }

  private async untilPlayable(clipIds: string[]): Promise<void> {
    for (const clipId of clipIds) {
      for (let n = 0; n < 240; n++) {
        const clip = await ok(this.world.station.GET('/v1/clips/{clipId}', { params: { path: { clipId } } }));
        if (clip.mediaState === 'rejected') throw new Error(`the film was rejected: ${clip.mediaReason}`);
        if (clip.mediaState === 'playable' && clip.state === 'sealed') break;
        await new Promise((resolve) => setTimeout(resolve, 500));
      }
    }
    this.narrator.say('films are sealed and can be watched');
  }

  private async dispute(order: Taken): Promise<string> {
    const { brand } = this.world;
    const [shipmentId] = order.shipmentIds;
    const body = { orderId: order.orderId, shipmentId, weight: 'complaint', reason: 'damaged' } as const;
    const { id } = await ok(
      brand.POST('/v1/cases', { body: { ...body, note: '湯呑のふちが欠けていたとのこと。' } }),
    );
    const params = { path: { caseId: id } };
    await ok(brand.POST('/v1/cases/{caseId}/weight', { params, body: { weight: 'dispute' } }));
    for (let n = 0; n < 60; n++) {
      const file = await ok(brand.GET('/v1/cases/{caseId}', { params }));
      const held = file.preservation.filter(({ state }) => state === 'held').length;
      if (held > 0 && held === file.preservation.length) {
        this.narrator.say(`dispute opened; ${held} objects are under legal hold in storage`);
        return id;
      }
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
    throw new Error('the evidence was not preserved within 30 s');
  }

  private async links(taken: Record<DemoName, Taken>): Promise<StoryResult['trackingUrls']> {
    const urls: StoryResult['trackingUrls'] = [];
    for (const who of ['takase', 'kuze', 'kobinata', 'saegusa'] as const) {
      const [shipmentId = ''] = taken[who].shipmentIds;
      const params = { path: { shipmentId } };
      const link = await ok(
        this.world.brand.POST('/v1/shipments/{shipmentId}/tracking-links', {
          params,
          body: { audience: 'orderer' },
        }),
      );
      urls.push({ who, url: link.url });
    }
    return urls;
  }
}

function takenOf(result: Schemas['OrderResult'] | undefined): Taken {
  if (!result?.orderId || !result.externalId)
    throw new Error(`an order was refused: ${JSON.stringify(result)}`);
  return { orderId: result.orderId, shipmentIds: result.shipmentIds, externalId: result.externalId };
}
