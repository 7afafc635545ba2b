import {useState} from 'react';
import {useModel, useUi} from '../base/use-model.ts';
import {SecretField} from './SecretField.tsx';

type Size = {readonly columns: number; readonly rows: number};

/** Nothing of what is said is shown until the passphrase is entered. */
export function LockScreen(size: Size) {
  const {actions, ui} = useModel();
  const [hint, setHint] = useState('Enter unlocks it.');
  const submit = (passphrase: string) => {
    setHint('One moment …');
    void actions.checkPassphrase(passphrase).then(problem => {
      if (problem === null) {
        ui.setState({locked: false});
      } else {
        setHint(problem);
      }
    });
  };
  return (
    <SecretField
      {...size}
      title="natter is locked. Your passphrase:"
      hint={hint}
      submit={submit}
      leave={null}
    />
  );
}

/** Asks for something that must not be seen. */
export function SecretPrompt(size: Size) {
  const {ui} = useModel();
  const question = useUi(state => state.secret);
  const answer = (secret: string | null) => {
    ui.setState({secret: null});
    question?.answer(secret);
  };
  return (
    <SecretField
      {...size}
      title={`${question?.prompt ?? ''}:`}
      hint="Enter takes it. Esc gives up."
      submit={answer}
      leave={() => answer(null)}
    />
  );
}
