import { dayScenario } from './day-scenario.js';
import { daysOf, simulate, simulationSteps } from './simulate.js';
import { Scenario } from './simulation.contract.js';

describe('a simulation in steps', () => {
  it('comes to the same report, and simulates as many days as it says beforehand', () => {
    const scenario = Scenario.parse(dayScenario({ seeds: 2, deltas: [120, 0, 60, 60] }));
    const steps = simulationSteps(scenario);
    let days = 0;
    let step = steps.next();
    for (; !step.done; step = steps.next()) days += step.value;
    expect(days).toBe(daysOf(scenario));
    expect(step.value).toEqual(simulate(scenario));
    expect(step.value.recommendation?.tried.map(({ deltaMinutes }) => deltaMinutes)).toEqual([0, 60, 120]);
  });
});
