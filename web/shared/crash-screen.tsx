import { Component, type ReactNode } from 'react';

/** What shows instead of an empty page when rendering fails. What was recorded is in the device's database and stays there. */
export class CrashScreen extends Component<{ children: ReactNode }, { crashed: boolean }> {
  override state = { crashed: false };

  static getDerivedStateFromError() {
    return { crashed: true };
  }

  override render() {
    if (!this.state.crashed) return this.props.children;
    return (
      <main className="centre narrow" role="alert">
        <h1>画面を表示できません / This screen stopped</h1>
        <p>
          ここまでの記録は失われません。もう一度読み込んでください。
          <br />
          Nothing recorded is lost. Please load the page again.
        </p>
        <button type="button" className="primary" onClick={() => location.reload()}>
          もう一度読み込む / Load again
        </button>
      </main>
    );
  }
}
