import { Histogram, type Registry } from 'prom-client';

/** Durations of requests by route pattern; never by address, which would make one series an order. */
export class HttpMetrics {
  private readonly durations: Histogram<'method' | 'route' | 'status'>;

  constructor(registry: Registry) {
    this.durations = new Histogram({
      name: 'akashi_http_request_duration_seconds',
      help: 'Time from the first byte of a request to the last of its answer',
      labelNames: ['method', 'route', 'status'],
      buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
      registers: [registry],
    });
  }

  observe(labels: { method: string; route: string; status: number }, seconds: number): void {
    this.durations.observe({ ...labels, status: String(labels.status) }, seconds);
  }
}
