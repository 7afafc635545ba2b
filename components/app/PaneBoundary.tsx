import {Component, type ReactNode} from 'react';
import {screenTexts} from '../../src/lib/texts/screen.ts';
import {Pane} from '../base/Pane.tsx';
import {truncate} from '../text/fit.ts';
import type {ScreenModel} from './model.ts';

type Model = Pick<ScreenModel, 'store' | 'modes' | 'bar' | 'onDrawFailure'>;
type Props = {
  readonly model: Model;
  readonly width: number;
  readonly height: number;
  readonly children: ReactNode;
};
type State = {readonly hasFailed: boolean};

/**
 * The last resort: a pane that cannot be drawn says so in its place, and the screen goes on. It is tried again
 * as soon as there is something else to draw.
 */
export class PaneBoundary extends Component<Props, State> {
  static getDerivedStateFromError(): State {
    return {hasFailed: true};
  }

  override state: State = {hasFailed: false};
  private stopWaiting: () => void = () => {};

  override componentDidCatch(error: unknown): void {
    this.stopWaiting();
    const {store, modes, bar, onDrawFailure} = this.props.model;
    onDrawFailure(error);
    const again = () => this.setState({hasFailed: false});
    const waiting = [store.subscribe(again), modes.subscribe(again), bar.subscribe(again)];
    this.stopWaiting = () => {
      for (const stop of waiting) {
        stop();
      }
    };
  }

  override componentDidUpdate(): void {
    if (!this.state.hasFailed) {
      this.stopWaiting();
      this.stopWaiting = () => {};
    }
  }

  override componentWillUnmount(): void {
    this.stopWaiting();
  }

  override render(): ReactNode {
    const {width, height, children} = this.props;
    return this.state.hasFailed ? (
      <Pane width={width} height={height} rows={[truncate(screenTexts.frame.paneFailed, width)]} />
    ) : (
      children
    );
  }
}
