import type { Cart } from '../api/types.js';
import { useText } from '../i18n/i18n.js';
import type { Transport } from '../start/use-transport.js';
import { TaskScreen } from '../work/task-screen.js';
import { inHand, type CartPlace } from './cart.orders.js';
import { CartScreen } from './cart-screen.js';
import { useTrip, type Trip } from './use-trip.js';

interface Props {
  cart: Cart;
  timeZone: string;
  transport: Transport;
  onOver: (completed: number, of: number) => void;
}

/** A picking trip: the cart, or the order of it that is worked on. */
export function CartWork({ cart, timeZone, transport, onOver }: Props) {
  const trip = useTrip(cart, transport.actions, onOver);
  const { open } = trip;
  if (!open) return <CartScreen trip={trip} timeZone={timeZone} />;
  const { task, token } = open.held;
  return (
    <>
      <CartBar trip={trip} open={open} />
      <TaskScreen
        key={`${task.id}/${token}`}
        held={open.held}
        timeZone={timeZone}
        transport={transport}
        onEnd={trip.ended}
        onBack={trip.back}
      />
    </>
  );
}

/** Above an order of the cart: its place, the way back, and a stop that came to another order meanwhile. */
function CartBar({ trip, open }: { trip: Trip; open: NonNullable<Trip['open']> }) {
  const t = useText();
  const stopped = trip.places.filter(({ halt, taskId }) => halt && taskId !== open.held.task.id);
  return (
    <div className="cart-bar">
      <p className="cart-here">{t.cart.here(open.slot, inHand(trip.places).length)}</p>
      <button type="button" onClick={trip.back}>
        {t.cart.back}
      </button>
      <Elsewhere stopped={stopped} />
    </div>
  );
}

/** Its place is there before there is anything to say, else a screen reader doesn't notice. */
function Elsewhere({ stopped }: { stopped: CartPlace[] }) {
  const t = useText();
  return (
    <div role="alert" className="cart-stops">
      {stopped.map(({ taskId, slot, order }) => (
        <p key={taskId} className="refusal">
          {t.cart.stopped(slot, order)}
        </p>
      ))}
    </div>
  );
}
