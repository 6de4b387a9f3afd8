import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { pageFetch } from '../../shared/api/page-client.js';
import { reach } from '../../shared/api/reach.js';
import { Uploader, type UploadState } from '../recording/uploader.js';
import { ActionQueue } from '../work/action-queue.js';

/** What goes out of this device: actions in order, recordings in the background, and how both are doing. */
export interface Transport {
  online: boolean;
  waiting: number;
  uploads: UploadState;
  actions: ActionQueue;
  wakeUploader: () => void;
}

/** Starts the outgoing queues once a page and watches the connection. */
export function useTransport(): Transport {
  const online = useOnline();
  const [waiting, setWaiting] = useState(0);
  const [uploads, setUploads] = useState<UploadState>({ clips: 0, bytes: 0, stuck: null });
  const uploader = useRef<Uploader | null>(null);
  const actions = useMemo(() => new ActionQueue(setWaiting), []);

  useEffect(() => {
    const running = new Uploader(setUploads);
    uploader.current = running;
    running.start();
    // Without this the browser may throw recordings away when its disk gets full.
    void navigator.storage?.persist?.();
    return () => {
      running.stop();
    };
  }, []);

  return { online, waiting, uploads, actions, wakeUploader: () => uploader.current?.wake() };
}

const LOOK_AGAIN_MS = 3000;

/** Whether the server answers. While it doesn't, it is asked again and again, for nothing else may be on its way. */
function useOnline(): boolean {
  const reached = useSyncExternalStore(reach.subscribe, reach.isReached);
  useEffect(() => {
    const lost = () => reach.note(false);
    window.addEventListener('offline', lost);
    return () => window.removeEventListener('offline', lost);
  }, []);
  useEffect(() => {
    if (reached) return undefined;
    const look = () => void pageFetch(new Request('/health/live')).catch(() => undefined);
    window.addEventListener('online', look);
    const timer = setInterval(look, LOOK_AGAIN_MS);
    return () => {
      window.removeEventListener('online', look);
      clearInterval(timer);
    };
  }, [reached]);
  return reached;
}
