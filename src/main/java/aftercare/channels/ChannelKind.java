package aftercare.channels;

/** What a channel is: a group's robot of 企业微信, 钉钉 or 飞书, a gateway for SMS, or a service that sends to us. */
enum ChannelKind {
    WECOM, DINGTALK, FEISHU, SMS, INCOMING
}
