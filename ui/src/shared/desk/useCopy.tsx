import { App, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { copied } from '../copied'

/** Copies and says so; where no way leads to the clipboard the words are shown marked, to be copied by hand. */
export function useCopy() {
  const { t } = useTranslation('shared')
  const { message, modal } = App.useApp()
  return async (text: string, said: string = t('act.copied')) => {
    if (await copied(text)) return void message.success(said)
    modal.info({
      title: t('copyByHand'),
      content: (
        <Input.TextArea
          readOnly
          autoFocus
          autoSize
          aria-label={t('copyByHand')}
          value={text}
          onFocus={(event) => event.target.select()}
        />
      ),
      okText: t('act.close'),
      // There is no such button here: the words keep the focus.
      focusable: { autoFocusButton: 'cancel' },
    })
  }
}
