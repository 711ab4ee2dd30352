package aftercare.forms;

/** What a bad answer means. */
public enum Consequence {

    /** 一般问题: it is pointed out. */
    FINDING,
    /** 转服务单: a case follows. */
    NEW_CASE,
    /** 停止作业: nobody works until it is put right. */
    STOP_WORK
}
