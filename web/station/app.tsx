import { CartWork } from './cart/cart-work.js';
import { SpeechProvider, useSpeech, useText } from './i18n/i18n.js';
import { BadgeScreen, EnrolScreen, IdleScreen, LoadingScreen } from './start/screens.js';
import { useStation } from './start/use-station.js';
import { useTransport, type Transport } from './start/use-transport.js';
import { StopScreen } from './work/stop-screen.js';
import { TaskScreen } from './work/task-screen.js';

export function App() {
  return (
    <SpeechProvider>
      <Station />
    </SpeechProvider>
  );
}

function Station() {
  const transport = useTransport();
  const station = useStation(transport.actions);
  return (
    <div className="page">
      <StatusBar transport={transport} name={station.state?.name} packer={station.state?.packer?.pseudonym} />
      <main>
        <PassedOver orders={station.phase === 'task' || station.phase === 'cart' ? station.passedOver : 0} />
        {station.phase === 'loading' && <LoadingScreen problem={station.problem} retry={station.refresh} />}
        {station.phase === 'enrol' && <EnrolScreen station={station} />}
        {station.phase === 'badge' && <BadgeScreen station={station} />}
        {station.phase === 'idle' && <IdleScreen station={station} />}
        {station.phase === 'task' && station.held && station.state && (
          <TaskScreen
            key={`${station.held.task.id}/${station.held.token}`}
            held={station.held}
            timeZone={station.state.warehouse.timeZone}
            transport={transport}
            onEnd={station.endTask}
          />
        )}
        {station.phase === 'cart' && station.cart && station.state && (
          <CartWork
            key={station.cart.id}
            cart={station.cart}
            timeZone={station.state.warehouse.timeZone}
            transport={transport}
            onOver={station.endCart}
          />
        )}
        {station.missed && (
          <StopScreen {...station.missed} leaving={false} onUnderstood={station.understood} />
        )}
      </main>
    </div>
  );
}

/** Told and not asked. Its place is there before there is anything to say, else a screen reader doesn't notice. */
function PassedOver({ orders }: { orders: number }) {
  const t = useText();
  return (
    <p role="status" className={orders > 0 ? 'warn passed-over' : undefined}>
      {orders > 0 && t.idle.passedOver(orders)}
    </p>
  );
}

function StatusBar(props: { transport: Transport; name?: string; packer?: string }) {
  const t = useText();
  const { language, speak } = useSpeech();
  const { online, waiting, uploads } = props.transport;
  const megabytes = (uploads.bytes / 1e6).toFixed(1);
  return (
    <header className={online ? 'status' : 'status status-offline'}>
      <strong>{props.name ?? t.title}</strong>
      {props.packer && <span>{t.result.handedTo(props.packer)}</span>}
      <span role="status" aria-live="polite">
        {online ? t.online : t.offline}
      </span>
      {waiting > 0 && <span>{t.waitingActions(waiting)}</span>}
      {uploads.bytes > 0 && <span>{t.uploads(uploads.clips, megabytes)}</span>}
      {uploads.stuck && <span className="warn">{uploads.stuck}</span>}
      <button type="button" className="quiet" onClick={() => speak(language === 'ja' ? 'en' : 'ja')}>
        {t.language}
      </button>
    </header>
  );
}
