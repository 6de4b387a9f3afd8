import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { CrashScreen } from '../shared/crash-screen.js';
import { App } from './app.js';
import './styles.css';
import './record/record.css';
import './board/board.css';
import './coverage/coverage.css';

const container = document.getElementById('app');
if (!container) throw new Error('index.html has no #app');
createRoot(container).render(
  <StrictMode>
    <CrashScreen>
      <App />
    </CrashScreen>
  </StrictMode>,
);
