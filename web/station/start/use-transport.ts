import { useEffect, useMemo, useRef, useState } from 'react';
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
  const [online, setOnline] = useState(navigator.onLine);
  const [waiting, setWaiting] = useState(0);
  const [uploads, setUploads] = useState<UploadState>({ clips: 0, bytes: 0, stuck: null });
  const uploader = useRef<Uploader | null>(null);
  const actions = useMemo(() => new ActionQueue(setWaiting), []);

  useEffect(() => {
    const running = new Uploader(setUploads);
    uploader.current = running;
    running.start();
    void actions.recover();
    const update = () => setOnline(navigator.onLine);
    window.addEventListener('online', update);
    window.addEventListener('offline', update);
    // Without this the browser may throw recordings away when its disk gets full.
    void navigator.storage?.persist?.();
    return () => {
      running.stop();
      window.removeEventListener('online', update);
      window.removeEventListener('offline', update);
    };
  }, [actions]);

  return { online, waiting, uploads, actions, wakeUploader: () => uploader.current?.wake() };
}
