import { Global, Module } from '@nestjs/common';
import { ClaimsService } from './claims.service.js';
import { LeasesService } from './leases.service.js';
import { QueueMetrics } from './queue.metrics.js';
import { ReleasesService } from './releases.service.js';
import { TicketQueues } from './ticket-queues.js';
import { TicketRepair } from './ticket-repair.js';
import { Tickets } from './tickets.js';

/** Order of work for people: tickets, claims, leases. Global, as every feature that makes tasks ready issues tickets. */
@Global()
@Module({
  providers: [
    ClaimsService,
    LeasesService,
    QueueMetrics,
    ReleasesService,
    TicketQueues,
    TicketRepair,
    Tickets,
  ],
  exports: [ClaimsService, LeasesService, ReleasesService, TicketRepair, Tickets],
})
export class QueueModule {}
